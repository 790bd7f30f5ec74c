import { detectedBy } from '../faults/detected-by.ts'
import type { Detector } from '../faults/detector.ts'
import type { FaultKind, FaultRecovery } from '../faults/fault-kind.ts'
import { trialScenario } from '../faults/trial-scenario.ts'
import type { DeploymentEvent, Recording } from '../model/events.ts'
import type { FaultInput } from '../model/fault.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Millis } from '../model/units.ts'
import { gitops } from '../presets/index.ts'
import { simulateStretch } from './stretch.ts'

/** What the trial of a fault showed. */
export interface FaultProof {
  readonly fault: string
  /** Its effect was observed. */
  readonly landed: boolean
  /** The observation; null when there was none. */
  readonly proof: string | null
  /** Who noticed it first; null when nobody did. */
  readonly detectedBy: Detector | null
  readonly outcome: Outcome
  /** How it came back. */
  readonly recovery: FaultRecovery
  /**
   * From the landing until the recovery was verified or, where nobody had to go back, until the deployment was healthy; until the fault
   * was over, where it came after that and the deployment healed itself. Null when the fault did not land, or when none of it happened
   * afterwards, as after a blocked deployment.
   */
  readonly recoveryMs: Millis | null
  /** The same deployment with the same seed, and without the fault, succeeded. */
  readonly controlSucceeded: boolean
}

/** Runs one deployment with a fault and the same one without, on the simulator. */
export function proveFault(kind: FaultKind, seed = 1): FaultProof {
  return proofOf(kind, deploymentOf(kind, [{ kind: kind.name }], seed), deploymentOf(kind, [], seed))
}

/** Reads the proof from the recordings of a deployment with a fault and of its control without, if that came to its end. */
export function proofOf(
  kind: FaultKind,
  { events }: Pick<Recording, 'events'>,
  control: Pick<Recording, 'events'> | undefined,
): FaultProof {
  const proof = landingOf(events, kind)?.proof ?? null
  return {
    fault: kind.name,
    landed: proof !== null,
    proof,
    detectedBy: detectedBy(events, kind.name) ?? null,
    outcome: outcomeOf({ events }),
    recovery: recoveryOf(events),
    recoveryMs: recoveryTime(kind, { events }),
    controlSucceeded: control !== undefined && outcomeOf(control) === 'succeeded',
  }
}

/** How long it took to recover from a fault: {@link FaultProof.recoveryMs}. */
export function recoveryTime(kind: FaultKind, { events }: Pick<Recording, 'events'>): Millis | null {
  const landing = landingOf(events, kind)
  if (landing === undefined) return null
  const after = events.filter(({ at }) => at >= landing.at)
  const end =
    after.findLast((event) => event.kind === 'recovery.verified') ??
    after.findLast((event) => event.kind === 'deployment.healthy') ??
    (outcomeOf({ events }) === 'self-healed'
      ? after.find((event) => event.kind === 'fault.ended' && event.fault === kind.name)
      : undefined)
  return end === undefined ? null : end.at - landing.at
}

type FaultLanded = Extract<DeploymentEvent, { kind: 'fault.landed' }>

const landingOf = (events: readonly DeploymentEvent[], kind: FaultKind): FaultLanded | undefined =>
  events.find((event): event is FaultLanded => event.kind === 'fault.landed' && event.fault === kind.name)

/** The recording of the only deployment of a fault's trial, with or without the fault. */
export function deploymentOf(kind: FaultKind, faults: readonly FaultInput[], seed: number): Recording {
  const scenario = trialScenario(kind, gitops(), faults)
  const recordings: Recording[] = []
  simulateStretch(scenario, { seed, stretch: 0, measured: 1, onRecording: (recording) => recordings.push(recording) })
  return recordings[0]!
}

function outcomeOf({ events }: Pick<Recording, 'events'>): Outcome {
  const last = events.findLast((event) => event.kind === 'deployment.finished')
  if (last?.kind !== 'deployment.finished') throw new RangeError('the deployment is not over')
  return last.outcome
}

/** Who brought the deployment back: nobody had to, somebody agreed, or somebody did it. What a gate blocks, somebody mends. */
function recoveryOf(events: readonly DeploymentEvent[]): FaultRecovery {
  const decided = events.find((event) => event.kind === 'recovery.decided')
  const outcome = outcomeOf({ events })
  if (outcome === 'succeeded' || outcome === 'self-healed') return 'alone'
  if (outcome !== 'rolled-back' || decided?.kind !== 'recovery.decided') return 'by-hand'
  return decided.by === 'policy' ? 'alone' : 'approval'
}
