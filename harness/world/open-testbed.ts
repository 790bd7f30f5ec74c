import { requireReal } from '../../src/experiment/real/require-real.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import type { Fleet } from '../../src/model/fleet.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { asksForCanary } from '../canary/asked.ts'
import type { Environment } from '../environment/environment.ts'
import { environmentAttach, environmentUp } from '../environment.ts'
import { leftovers } from '../faults/leftovers.ts'
import { kwokComponent } from '../kwok/component.ts'
import { environmentNeeds } from '../needs/needs.ts'
import { type EnvironmentOptionsInput, parseEnvironmentOptions } from '../options.ts'
import { registryComponent } from '../registry/component.ts'
import { commission } from './commission.ts'
import { requireCanaries } from './require-canaries.ts'
import { requireObservable } from './require-observable.ts'
import { runStretch, type StretchOrder } from './run-stretch.ts'
import { Testbed } from './testbed.ts'

/** What scenarios are carried out on. */
export interface TestbedRequest {
  /** Scenarios that will be run; they share a fleet. */
  readonly scenarios: readonly Scenario[]
  readonly seed: number
  readonly environment?: EnvironmentOptionsInput
  /** An environment that is up already, and stays up. Without it one is brought up, and taken down at the end. */
  readonly name?: string | undefined
  readonly signal: AbortSignal
  /** Tells the user what is going on, in one line. */
  readonly say: (line: string) => void
}

/** A commissioned testbed. Disposing of it takes the environment down, unless it was there before. */
export interface OpenTestbed extends AsyncDisposable {
  /** Carries out a stretch of deployments of one of the scenarios. */
  run(order: Omit<StretchOrder, 'say' | 'signal' | 'seed' | 'traffic' | 'metrics'>): Promise<void>
  /** What reports of these runs have to say: what is not real in them, and what was left out. */
  readonly notes: readonly string[]
  /** What faults have left behind that does not go away in a while, a sentence each. */
  leftovers(): Promise<readonly string[]>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Brings an environment up (or takes the named one), puts the fleet on it and brings it into the state that deployments are measured
 * from. When it fails or is aborted, everything that it made is removed before it rejects.
 */
export async function openTestbed(request: TestbedRequest): Promise<OpenTestbed> {
  const { scenarios, seed, signal, say } = request
  requireReal(scenarios)
  const fleet = commonFleet(scenarios)
  const { traffic, observation } = parseEnvironmentOptions(request.environment ?? {}, 'environment')
  await using stack = new AsyncDisposableStack()
  const environment = await environmentFor(request, fleet)
  if (request.name === undefined) stack.use(environment)
  if (environment.has(kwokComponent)) requireObservable(scenarios)
  requireCanaries(scenarios, environment)
  const testbed = stack.use(await Testbed.start({ environment, fleet, seed }, signal))
  await commission(testbed, { scenarios, signal, say })
  const notes = [
    ...NOT_REAL,
    ...(environment.has(kwokComponent) ? [FAKE_PODS] : []),
    ...(scenarios.some(asksForCanary) ? [BASIC_CANARY] : []),
  ]
  const notice = (line: string): void => {
    if (!notes.includes(line)) notes.push(line)
    say(line)
  }
  const owned = stack.move()
  return {
    run: (order) => runStretch(testbed, { ...order, seed, signal, say: notice, traffic, metrics: observation.metrics }),
    notes,
    leftovers: () =>
      leftovers({
        run: environment.run,
        clusters: testbed.clusters,
        services: fleet.services.map(({ name }) => name),
        rollouts: testbed.rollouts,
        releases: testbed.releases,
        ...(environment.has(registryComponent) ? { registry: environment.factsOf(registryComponent) } : {}),
        signal,
      }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function environmentFor(request: TestbedRequest, fleet: Fleet): Promise<Environment> {
  const { environment, name, signal, say } = request
  if (name !== undefined) return await environmentAttach({ signal, name })
  const needs = environmentNeeds(request.scenarios)
  return await environmentUp({ fleet, needs, signal, say, ...(environment === undefined ? {} : { environment }) })
}

/** What reports say of a fleet that KWOK plays. */
const FAKE_PODS =
  'Control plane real, pods fake: KWOK says of them that they are ready, and they carry no code and no traffic.'

/** What reports say of canaries. */
const BASIC_CANARY =
  'Canaries by Argo Rollouts without a mesh: the weight of a step is a share of the pods, and old pods go as new ones come.'

/** What no real environment has. */
const NOT_REAL = [
  'Measured on real clusters on one machine. People are not real: what they need is drawn and waited for. A service mesh is ' +
    'simulated only: there is none here.',
]

/** The fleet that all scenarios deploy. Throws `InvalidInputError` when they have different ones: one environment holds one. */
function commonFleet(scenarios: readonly Scenario[]): Fleet {
  const [first] = scenarios
  if (first === undefined) throw new RangeError('expected a scenario')
  const other = scenarios.find(({ fleet }) => JSON.stringify(fleet) !== JSON.stringify(first.fleet))
  if (other === undefined) return first.fleet
  throw new InvalidInputError(`scenario ${other.name}`, [
    {
      path: 'fleet',
      message: `expected the fleet of scenario ${first.name}, got another one: one real environment holds one fleet`,
      remedy: 'give the scenarios of the suite the same fleet, or run them one by one',
    },
  ])
}
