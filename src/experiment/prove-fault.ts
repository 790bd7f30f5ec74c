import { detectedBy } from '../faults/detected-by.ts'
import type { Detector } from '../faults/detector.ts'
import type { FaultKind, FaultRecovery } from '../faults/fault-kind.ts'
import { trialScenario } from '../faults/trial-scenario.ts'
import type { DeploymentEvent, Recording } from '../model/events.ts'
import type { FaultInput } from '../model/fault.ts'
import type { Outcome } from '../model/outcome.ts'
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
  /** The same deployment with the same seed, and without the fault, succeeded. */
  readonly controlSucceeded: boolean
}

/** Runs one deployment with a fault and the same one without, on the simulator. */
export function proveFault(kind: FaultKind, seed = 1): FaultProof {
  return proofOf(kind, deploymentOf(kind, [{ kind: kind.name }], seed), deploymentOf(kind, [], seed))
}

/** Reads the proof from the recordings of a deployment with a fault and of its control without. */
export function proofOf(
  kind: FaultKind,
  { events }: Pick<Recording, 'events'>,
  control: Pick<Recording, 'events'>,
): FaultProof {
  const landing = events.find((event) => event.kind === 'fault.landed' && event.fault === kind.name)
  const proof = landing?.kind === 'fault.landed' ? landing.proof : null
  return {
    fault: kind.name,
    landed: proof !== null,
    proof,
    detectedBy: detectedBy(events, kind.name) ?? null,
    outcome: outcomeOf({ events }),
    recovery: recoveryOf(events),
    controlSucceeded: outcomeOf(control) === 'succeeded',
  }
}

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
