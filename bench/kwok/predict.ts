import type { KwokOptions } from '../../harness/options.ts'
import { Kernel } from '../../src/kernel/index.ts'
import { constant } from '../../src/model/distribution.ts'
import type { Fleet, Service } from '../../src/model/fleet.ts'
import { type ClusterMechanism, clusterMechanismSchema } from '../../src/model/mechanisms/cluster.ts'
import type { Millis } from '../../src/model/units.ts'
import { RandomSource } from '../../src/random/index.ts'
import { Cluster, HEALTHY, type Rollout } from '../../src/world/sim/cluster/index.ts'
import type { RolledOut } from './measure.ts'

/** What the simulator is told beside the fleet. */
export interface PredictionOptions {
  /** What the controllers of the cluster may do. */
  readonly limits: KwokOptions
  /** One mutating call to the API server. Default: the simulator's. */
  readonly callLatency?: Millis
  readonly seed: number
}

/**
 * When the simulated cluster has each order ready, given when the client had applied it: nothing else that was measured goes in.
 *
 * As on the real machine all regions share one control plane. Fake pods have no sandbox, image or probes: a container starts when its
 * start-up time is over, and KWOK answers as fast as the API server does.
 */
export function predict(orders: readonly RolledOut[], fleet: Fleet, options: PredictionOptions): readonly Millis[] {
  const kernel = new Kernel()
  const draws = new RandomSource(options.seed)
  const cluster = new Cluster({
    kernel,
    region: { name: 'all', nodeGroups: fleet.regions.flatMap(({ name, nodeGroups }) => [{ ...nodeGroups[0]!, name }]) },
    services: fleet.regions.flatMap(({ name }) => fleet.services.map((service) => inRegion(service, name))),
    mechanism: mechanismOf(fleet, options),
  })
  const template = (revision: string) => ({ revision, image: [], draws: draws.scope(0, 0), behaviour: HEALTHY })
  cluster.settle(() => template('before'))
  const rollouts: Rollout[] = []
  const apply = kernel.machine((index) => {
    const { release, region } = orders[index]!
    rollouts[index] = cluster.apply(nameIn(release.service, region), template('after'))
  })
  for (const [index, { applied }] of orders.entries()) kernel.schedule(applied, apply, index)
  kernel.run()
  return rollouts.map(({ service, complete }) => {
    if (complete.value === undefined) throw new Error(`the simulated rollout of ${service} does not end`)
    return complete.value
  })
}

/** A service of one region, as one of the only cluster. */
const inRegion = (service: Service, region: string): Service => ({
  ...service,
  name: nameIn(service.name, region),
  nodeGroup: region,
  probes: {},
  terminationGraceMs: 0,
  preStopMs: 0,
  shutdown: constant(0),
})

const nameIn = (service: string, region: string): string => `${service}.${region}`

function mechanismOf(fleet: Fleet, { limits, callLatency }: PredictionOptions): ClusterMechanism {
  const { callsPerSecond, callBurst, syncs } = limits
  const latency = callLatency ?? clusterMechanismSchema.parse({}).controlPlane.callLatency
  const none = constant(0)
  return clusterMechanismSchema.parse({
    controlPlane: {
      callsPerSecond,
      callBurst,
      callLatency: latency,
      deploymentSyncs: syncs,
      replicaSetSyncs: syncs,
    },
    scheduler: { bindsPerSecond: callsPerSecond, bindBurst: callBurst },
    kubelet: {
      sandbox: constant(latency),
      containerStart: fleet.services[0]!.startup,
      relist: 1,
      sync: 0,
      tearDown: constant(latency),
    },
    images: { manifest: none },
    autoscaler: { enabled: false },
  })
}
