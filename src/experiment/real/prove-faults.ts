import type { FaultKind } from '../../faults/fault-kind.ts'
import { realTrialScenario } from '../../faults/real-trial-scenario.ts'
import type { Recording } from '../../model/events.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Millis } from '../../model/units.ts'
import { gitops } from '../../presets/index.ts'
import { type FaultProof, proofOf, recoveryTime } from '../prove-fault.ts'
import { simulateStretch } from '../stretch.ts'
import type { Carrier } from './carry-out.ts'

/** What the trial of a fault showed on real things. */
export interface RealFaultProof extends FaultProof {
  /** What the simulator says of the same trial with the same seed. */
  readonly recoveryMsOnSim: Millis | null
  /** What the fault left behind, a sentence each; none when everything was as before. */
  readonly leftovers: readonly string[]
}

/** A fault to be tried, and where its scenarios are among those of the environment. */
export interface RealTrialOrder {
  readonly kind: FaultKind
  readonly faulted: number
  readonly control: number
}

/**
 * The trials of several faults on one environment. Controls that differ in nothing but their names are one. `observation` is how long
 * production is watched after each deployment, the trials' own time unless given; a fault that needs longer to show is missed.
 */
export function realTrials(
  kinds: readonly FaultKind[],
  observation?: Millis,
): {
  readonly scenarios: readonly Scenario[]
  readonly trials: readonly RealTrialOrder[]
} {
  const scenarios: Scenario[] = []
  const controls = new Map<string, number>()
  const trials = kinds.map((kind) => {
    const trial = (isFaulted: boolean): Scenario => {
      const { deployments, ...rest } = realTrialScenario(kind, gitops(), isFaulted, kinds)
      return { ...rest, deployments: observation === undefined ? deployments : { ...deployments, observation } }
    }
    const faulted = scenarios.push(trial(true)) - 1
    const scenario = trial(false)
    const key = JSON.stringify({ ...scenario, name: '' })
    const control = controls.get(key) ?? scenarios.push(scenario) - 1
    controls.set(key, control)
    return { kind, faulted, control }
  })
  return { scenarios, trials }
}

/** What trials are carried out with. */
export interface ProveOptions {
  readonly carrier: Carrier
  readonly leftovers: () => Promise<readonly string[]>
  readonly seed: number
  readonly signal: AbortSignal
  /** Tells the user what is going on, in one line. */
  readonly say: (line: string) => void
  /** Called with each proof as soon as it is there. */
  readonly onProof: (proof: RealFaultProof) => void
}

/**
 * Carries out the trials, one after another, and looks after each whether everything is as before. A trial that throws proves nothing,
 * and the next one follows; the only one throws. Rejects with the signal's reason.
 */
export async function proveFaults(
  { scenarios, trials }: ReturnType<typeof realTrials>,
  options: ProveOptions,
): Promise<void> {
  const { signal, say, seed, leftovers, onProof } = options
  const controls = new Map<number, Recording>()
  for (const [index, trial] of trials.entries()) {
    const { kind, faulted } = trial
    if (trials.length > 1) say(`${kind.name}, fault ${index + 1} of ${trials.length}`)
    let proof: FaultProof
    let left: readonly string[] = []
    try {
      const recording = await carryOut(options.carrier, faulted)
      left = await leftovers()
      const missed = recording.events.find((event) => event.kind === 'fault.missed')
      if (missed?.kind === 'fault.missed') say(`${kind.name} did not land: ${missed.why}`)
      proof = proofOf(kind, recording, await controlOf(trial, controls, options, trials.length > 1))
    } catch (error) {
      signal.throwIfAborted()
      if (trials.length === 1) throw error
      const message = messageOf(error)
      say(`${kind.name} could not be tried: ${message}`)
      proof = notProved(kind, message)
      left = await leftovers().catch((reason: unknown) => {
        signal.throwIfAborted()
        return [`what is left cannot be found out: ${messageOf(reason)}`]
      })
    }
    for (const line of left) say(`${kind.name} left something behind: ${line}`)
    onProof({ ...proof, recoveryMsOnSim: onSim(kind, scenarios[faulted]!, seed), leftovers: left })
  }
}

/** The control of a trial, which is carried out once for all trials that share it; undefined when it did not come to its end. */
async function controlOf(
  { kind, control }: RealTrialOrder,
  known: Map<number, Recording>,
  { carrier, signal, say }: ProveOptions,
  goesOn: boolean,
): Promise<Recording | undefined> {
  try {
    const recording = known.get(control) ?? (await carryOut(carrier, control))
    known.set(control, recording)
    return recording
  } catch (error) {
    signal.throwIfAborted()
    if (!goesOn) throw error
    say(`the control of ${kind.name} could not be carried out: ${messageOf(error)}`)
    return undefined
  }
}

async function carryOut(carrier: Carrier, scenario: number): Promise<Recording> {
  const recordings: Recording[] = []
  await carrier({ scenario, stretch: 0, deployments: 1, onRecording: (one) => recordings.push(one) })
  const [recording] = recordings
  if (recording === undefined) throw new RangeError('the deployment is not over')
  return recording
}

const notProved = (kind: FaultKind, message: string): FaultProof => ({
  ...{ fault: kind.name, landed: false, proof: message, detectedBy: null },
  ...{ outcome: 'failed', recovery: 'none', recoveryMs: null, controlSucceeded: false },
})

function onSim(kind: FaultKind, scenario: Scenario, seed: number): Millis | null {
  const recordings: Recording[] = []
  simulateStretch(scenario, { seed, stretch: 0, measured: 1, onRecording: (one) => recordings.push(one) })
  return recoveryTime(kind, recordings[0]!)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
