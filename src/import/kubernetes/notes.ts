import type { Classified } from './classify.ts'
import type { Edges } from './edges.ts'
import type { ImportNote } from './report.ts'
import { limitsOf, requestsOf } from './resources.ts'
import type { Workload } from './workload.ts'

/** Kinds that run containers and are not rolled out: they are counted as unknown, and said so. */
const RUN_ONCE = ['Pod', 'Job', 'CronJob', 'ReplicaSet', 'ReplicationController']

/** What the user of an imported fleet should know. Notes about nothing are left out. */
export function notesOf(
  { services, databases, replaced, withStateInside }: Classified,
  edges: Edges,
  unknownKinds: Readonly<Record<string, number>>,
): ImportNote[] {
  const workloads = [...services, ...databases.map(({ workload }) => workload)]
  const where = (holds: (workload: Workload) => boolean) => workloads.filter(holds).map(({ name }) => name)
  const pairs = (edge: readonly (readonly [Workload, Workload])[]) => edge.map(([a, b]) => `${a.name} -> ${b.name}`)
  const about = (message: string, names: readonly string[]): ImportNote[] =>
    names.length === 0 ? [] : [{ message, names }]
  const connected = services.some((service) => (edges.same.get(service)?.size ?? 0) > 0)
  return [
    {
      message: 'images, build times, test suites, start-up times and traffic are assumed: manifests do not state them',
      names: [],
    },
    ...(connected || services.length < 2
      ? []
      : [
          {
            message:
              'no service names another in its variables, command lines or ConfigMaps: add dependsOn by hand, or rollouts ignore the order',
            names: [],
          },
        ]),
    ...about('given to the service that they are called after, because nothing names them', pairs(edges.byName)),
    ...about(
      'databases that no service is known to use',
      edges.unused.map(({ name }) => name),
    ),
    ...about('left out because they close a cycle', pairs(edges.cut)),
    ...about('left out because a database cannot wait for a service', pairs(edges.upward)),
    ...about('named a Service that selects no workload here', edges.unanswered),
    ...about('equal the name of a Service but not taken for a host', edges.doubtful),
    ...about('refer to what is not among the documents', [...edges.shelf.missing]),
    ...about(
      'defined twice, the later document counts',
      replaced.map(({ workload }) => workload.name),
    ),
    ...about(
      'request nothing and are scheduled as if they needed nothing',
      where(({ pod }) => requestsOf(pod).cpuMilli === 0 && requestsOf(pod).memoryMiB === 0),
    ),
    ...about(
      'limit only some of their containers or resources, taken as unlimited',
      where(
        ({ pod }) => limitsOf(pod) === undefined && pod.containers.some(({ resources }) => hasAny(resources.limits)),
      ),
    ),
    ...about(
      'have 0 replicas',
      where(({ replicas }) => replicas === 0),
    ),
    ...about(
      'are replaced only by hand (OnDelete), taken as rolling',
      where(({ onDelete }) => onDelete),
    ),
    ...about(
      'have a database or cache of their own in their pod',
      withStateInside.map(({ name }) => name),
    ),
    ...about(
      'run containers but are not rolled out, so they are not in the fleet',
      RUN_ONCE.flatMap((kind) => (unknownKinds[kind] === undefined ? [] : [`${kind} (${unknownKinds[kind]})`])),
    ),
  ]
}

const hasAny = (amounts: object): boolean => Object.values(amounts).some((amount) => amount !== undefined)
