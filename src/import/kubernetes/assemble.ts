import { fintechOptionsSchema } from '../../fleet/index.ts'
import type { FleetInput, Region, ServiceInput } from '../../model/fleet.ts'
import { nameSchema } from '../../model/schema.ts'
import { seconds } from '../../model/units.ts'
import { autoscalerOf, type Classified } from './classify.ts'
import type { Edges } from './edges.ts'
import { mainContainers } from './images.ts'
import { uniqueNames } from './names.ts'
import { nodeGroupFor } from './nodes.ts'
import { probe, startup } from './probes.ts'
import { toGiB } from './quantity.ts'
import { limitsOf, requestsOf, UNSTATED } from './resources.ts'
import { storageOf } from './storage.ts'
import type { ManifestSet, Workload } from './workload.ts'

/** Name of the only region of an import: manifests are for one cluster and do not say where it is. */
const REGION = 'default'

/** What a fleet is put together from. */
export interface Parts {
  readonly set: ManifestSet
  readonly classified: Classified
  readonly edges: Edges
  readonly name: string
  readonly regions: readonly string[] | undefined
}

/**
 * The fleet as plain data. Everything that a manifest states is taken from it; start-up times are estimated from the probes
 * (`probes.ts`), nodes from the requests (`nodes.ts`); a unit and an integration suite are assumed for each service with the
 * times of the reference fleet, because manifests say nothing of tests; the rest is left to the schema's defaults.
 */
export function assemble({ set, classified, edges, name, regions }: Parts): FleetInput {
  const { services, databases } = classified
  const workloads = [...services, ...databases.map(({ workload }) => workload)]
  const names = uniqueNames(workloads)
  const nameOf = (workload: Workload) => names.get(workload)!
  const namesOf = (some: Iterable<Workload> | undefined) => [...(some ?? [])].map(nameOf).sort()
  const nodes = nodesFor(workloads, set)
  const replicas = (workload: Workload) => (workload.kind === 'DaemonSet' ? nodes.desired : replicasOf(workload, set))
  const hosts = new Set([...edges.outside.values()].flatMap((outside) => [...outside]))
  return {
    name,
    regions: (regions ?? [REGION]).map((region): Region => ({ name: region, nodeGroups: [nodes] })),
    services: services.map((workload) => ({
      name: nameOf(workload),
      replicas: replicas(workload),
      ...deployed(workload),
      suites: suites(),
      dependsOn: namesOf(edges.same.get(workload)),
      databases: namesOf(edges.uses.get(workload)),
      thirdParties: [...(edges.outside.get(workload) ?? [])].sort(),
    })),
    databases: databases.map(({ workload, engine }) => ({
      name: nameOf(workload),
      ...engine,
      ...sizeOf(workload, set),
      replicas: replicas(workload),
      dependsOn: namesOf(edges.same.get(workload)),
    })),
    thirdParties: [...hosts].sort().map((host) => ({ name: host })),
  }
}

/** What one manifest says of its pods, and how they are replaced. */
function deployed(workload: Workload): Omit<ServiceInput, 'name'> {
  const { pod, labels, namespace, strategy } = workload
  const main = mainContainers(workload)[0]!
  const team = [labels.team, labels.owner, namespace].find((each) => nameSchema.safeParse(each).success)
  const limits = limitsOf(pod)
  const preStopMs = seconds(preStopSeconds(main.lifecycle?.preStop))
  return {
    ...(team !== undefined && { team }),
    ...(apart(workload) && { antiAffinity: 'required-by-hostname' as const }),
    requests: requestsOf(pod),
    ...(limits !== undefined && { limits }),
    strategy,
    probes: {
      ...(main.startupProbe && { startup: probe(main.startupProbe) }),
      ...(main.readinessProbe && { readiness: probe(main.readinessProbe) }),
      ...(main.livenessProbe && { liveness: probe(main.livenessProbe) }),
    },
    ...(preStopMs > 0 && { preStopMs }),
    terminationGraceMs: seconds(pod.terminationGracePeriodSeconds),
    startup: startup(main),
    imagePullPolicy: pullPolicy(main),
  }
}

type Main = ReturnType<typeof mainContainers>[number]
type PreStop = NonNullable<Main['lifecycle']>['preStop']

/** `sleep: {seconds}` or a command that sleeps; other hooks take no time that a manifest states. */
function preStopSeconds(hook: PreStop): number {
  if (hook?.sleep !== undefined) return hook.sleep.seconds
  return Number(/\bsleep\s+(\d{1,6})\b/.exec(hook?.exec?.command.join(' ') ?? '')?.[1] ?? 0)
}

/** Kubernetes pulls `latest` and untagged images always, unless told otherwise. */
function pullPolicy({ image, imagePullPolicy }: Main): 'Always' | 'IfNotPresent' {
  if (imagePullPolicy !== undefined) return imagePullPolicy === 'Always' ? 'Always' : 'IfNotPresent'
  const tag = /:([\w.-]+)$/.exec(image)?.[1]
  return !image.includes('@') && (tag === undefined || tag === 'latest') ? 'Always' : 'IfNotPresent'
}

/** As stated, at least what an autoscaler keeps, and 1 by default. */
function replicasOf(workload: Workload, set: ManifestSet): number {
  const least = autoscalerOf(workload, set)?.minReplicas
  return Math.max(workload.replicas ?? least ?? 1, workload.replicas === 0 ? 0 : (least ?? 0))
}

const apart = ({ pod }: Workload): boolean =>
  (pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).some(
    (term) => term.topologyKey === 'kubernetes.io/hostname',
  )

function nodesFor(workloads: readonly Workload[], set: ManifestSet) {
  const needed = workloads.map((workload) => {
    const requests = requestsOf(workload.pod)
    const replicas = replicasOf(workload, set)
    return {
      workload,
      replicas,
      apart: apart(workload),
      surge: Math.ceil(replicas * 0.25),
      cpuMilli: requests.cpuMilli || UNSTATED.cpuMilli,
      memoryMiB: requests.memoryMiB || UNSTATED.memoryMiB,
    }
  })
  const daemons = needed.filter(({ workload }) => workload.kind === 'DaemonSet')
  return nodeGroupFor({
    pods: needed.filter(({ workload }) => workload.kind !== 'DaemonSet'),
    everywhere: {
      cpuMilli: daemons.reduce((sum, { cpuMilli }) => sum + cpuMilli, 0),
      memoryMiB: daemons.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
    },
  })
}

function sizeOf(workload: Workload, set: ManifestSet): { sizeGiB?: number } {
  const bytes = storageOf(workload, set.claims)
  return bytes === 0 ? {} : { sizeGiB: toGiB(bytes) }
}

function suites(): NonNullable<ServiceInput['suites']> {
  const { unit, integration } = fintechOptionsSchema.parse({}).suites
  return [
    { name: 'unit', kind: 'unit', duration: unit, flakyRate: 0.002 },
    { name: 'integration', kind: 'integration', duration: integration, flakyRate: 0.004 },
  ]
}
