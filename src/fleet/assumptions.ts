import type { ConstantNoteInput } from '../model/constant-note.ts'
import { listParameters, type ParameterNote } from '../model/parameter.ts'
import { minutes, seconds } from '../model/units.ts'
import { CHANGE_EXPONENT, DEPENDENCIES, TRAFFIC_EXPONENT } from './fintech.ts'
import { type CompleteFintechOptions, completeOptions, type FintechOptions, fintechOptionsSchema } from './options.ts'
import { CRITICAL_SHARE, IMPORTANT_SHARE } from './tiers.ts'

type Places = Pick<ConstantNoteInput, 'scales' | 'spreads'>

/** Where each option went. A service's size is the factor `by` of its times. */
const PLACES: Readonly<Record<string, Places>> = {
  'build.base': { scales: ['fleet.services.*.layers.base.build'] },
  'build.dependencies': { scales: ['fleet.services.*.layers.dependencies.build'] },
  'build.application': { scales: ['fleet.services.*.layers.application.build'] },
  'suites.unit': { scales: ['fleet.services.*.suites.unit.duration'] },
  'suites.integration': { scales: ['fleet.services.*.suites.integration.duration'] },
  'suites.unitFlakyRate': { scales: ['fleet.services.*.suites.unit.flakyRate'] },
  'suites.integrationFlakyRate': { scales: ['fleet.services.*.suites.integration.flakyRate'] },
  startup: { scales: ['fleet.services.*.startup'] },
  sizeSigma: {
    spreads: [
      'fleet.services.*.startup.by',
      'fleet.services.*.layers.dependencies.build.by',
      'fleet.services.*.layers.application.build.by',
      'fleet.services.*.suites.*.duration.by',
    ],
  },
}

/**
 * The constants that went into the fleet that `fintech(options)` makes, for the `assumptions` of a scenario that uses it:
 * they are part of its services by then, and no longer a parameter with a path of its own.
 */
export function fintechAssumptions(options: FintechOptions = {}): ConstantNoteInput[] {
  const complete = completeOptions(options)
  const declared = listParameters(fintechOptionsSchema).map(({ path, note }): ConstantNoteInput => {
    const value = optionAt(complete, path)
    const isConstant = path === 'sizeSigma' && value === 0
    return {
      path: `fintech.${path}`,
      about: note.about,
      unit: note.unit,
      value: value as NonNullable<ConstantNoteInput['value']>,
      ...basisOf(note),
      ...(isConstant ? {} : PLACES[path]),
    }
  })
  return [...declared, ...FIXED]
}

function optionAt(options: CompleteFintechOptions, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], options)
}

const basisOf = (note: ParameterNote): Pick<ConstantNoteInput, 'source' | 'assumed' | 'why' | 'tuned'> =>
  'source' in note
    ? { source: note.source }
    : { assumed: [note.assumed[0], note.assumed[1]], why: note.why, tuned: note.tuned === true }

/** What `fintech()` and the defaults of a fleet fix without asking. */
const FIXED: readonly ConstantNoteInput[] = [
  {
    path: 'fintech.baseSize',
    about: 'size of a base layer: a distribution and a Java runtime, compressed',
    unit: 'MiB',
    value: 200,
    assumed: [80, 350],
    why: 'public Java runtime images are 80 to 250 MiB, and a house adds its agents',
    scales: ['fleet.services.*.layers.base.sizeMiB'],
  },
  {
    path: 'fintech.dependenciesSize',
    about: 'size of a dependency layer: the jars of a service',
    unit: 'MiB',
    value: 90,
    assumed: [30, 200],
    why: 'a web framework with its drivers alone is some 50 MiB',
    scales: ['fleet.services.*.layers.dependencies.sizeMiB'],
  },
  {
    path: 'fintech.applicationSize',
    about: 'size of an application layer: the classes of a service',
    unit: 'MiB',
    value: 10,
    assumed: [2, 40],
    why: 'own code is small beside the libraries',
    scales: ['fleet.services.*.layers.application.sizeMiB'],
  },
  {
    path: 'fintech.changeExponent',
    about: 'Zipf exponent of how often a service changes',
    unit: 'number',
    value: CHANGE_EXPONENT,
    assumed: [0.4, 1.2],
    why: 'at 0.8 a fifth of the services has 60 % of the changes',
    spreads: ['fleet.services.*.changeWeight'],
  },
  {
    path: 'fintech.trafficExponent',
    about: 'Zipf exponent of the requests that a service gets',
    unit: 'number',
    value: TRAFFIC_EXPONENT,
    assumed: [0.5, 1.3],
    why: 'gateways and accounts carry most requests; the total is published, the shares are not',
    spreads: ['fleet.services.*.requestsPerSecond'],
  },
  {
    path: 'fintech.dependencies',
    about: 'services that a service needs beyond the first, on average',
    unit: 'count',
    value: DEPENDENCIES.extra,
    assumed: [0.5, 3],
    why: 'the published case says that dependencies were many and undocumented; another value is another graph',
  },
  {
    path: 'fintech.criticalShare',
    about: 'services of the critical tier, which have the published Deployment',
    unit: 'ratio',
    value: CRITICAL_SHARE,
    assumed: [0.04, 0.12],
    why: 'no share is published; the published critical nodes have room for no more; another value is another fleet',
  },
  {
    path: 'fintech.importantShare',
    about: 'services of the important tier, with 3 or 4 replicas instead of 2',
    unit: 'ratio',
    value: IMPORTANT_SHARE,
    assumed: [0.1, 0.4],
    why: 'no share is published; another value is another fleet',
  },
  {
    path: 'fleet.services.*.shutdown',
    about: 'from SIGTERM to the exit of a process',
    unit: 'ms',
    value: { kind: 'lognormal', median: seconds(3), sigma: 0.4 },
    assumed: [seconds(0.5), seconds(20)],
    why: 'a framework that finishes its requests and closes its pools',
    scales: ['fleet.services.*.shutdown'],
  },
  {
    path: 'fleet.infrastructureResources',
    about: 'resources that Terraform manages in a region',
    unit: 'count',
    assumed: [300, 3_000],
    why: 'clusters, networks, 45 databases, and some resources for each of 200 services',
    tuned: true,
    scales: ['fleet.infrastructureResources'],
  },
  {
    path: 'fleet.dnsTtlMs',
    about: 'how long the answer of a name server is kept',
    unit: 'ms',
    source: 'Amazon Route 53 documentation: alias records of load balancers have a TTL of 60 seconds',
  },
  {
    path: 'fleet.loadBalancerTimeoutMs',
    about: 'longest wait for healthy targets of a load balancer',
    unit: 'ms',
    value: minutes(5),
    source: 'the published case: load-balancer checks with a 5-minute timeout',
  },
]
