import { type FaultProof, proofOf } from '../../experiment/prove-fault.ts'
import type { FaultKind } from '../../faults/fault-kind.ts'
import { realTrialScenario } from '../../faults/real-trial-scenario.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { Recording } from '../../model/events.ts'
import { gitops } from '../../presets/index.ts'
import { listenForInterruption } from '../interruption.ts'
import { openSession } from './open-session.ts'
import { OF_A_REAL_RUN } from './texts.ts'

/**
 * `seatrial faults prove NAME --env kind`: one real deployment with a fault and one without, the one after the other on the same
 * environment, which is brought up and taken down again. Throws `InvalidInputError` for a fault that no real environment can have.
 */
export async function proveForReal(
  kind: FaultKind,
  flags: { readonly seed: number; readonly timeout?: number },
): Promise<FaultProof> {
  if (!kind.kind) {
    const message = `"${kind.name}" cannot be put into a real environment: ${kind.inKind}`
    throw new InvalidInputError('seatrial faults prove --env kind', [
      { path: '', message, remedy: 'leave --env kind out' },
    ])
  }
  using interruption = listenForInterruption(`faults prove ${kind.name}`, flags.timeout, OF_A_REAL_RUN)
  const { signal } = interruption
  const { seed } = flags
  const scenarios = [true, false].map((isFaulted) => realTrialScenario(kind, gitops(), isFaulted))
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  await using session = await openSession({ scenarios, seed, environment: {}, name: undefined, signal, say })
  const recordings: Recording[] = []
  for (const scenario of scenarios.keys()) {
    await session.carrier({ scenario, stretch: 0, deployments: 1, onRecording: (one) => recordings.push(one) })
  }
  const [faulted, control] = recordings
  if (faulted === undefined || control === undefined) throw interruption.reason
  const missed = faulted.events.find((event) => event.kind === 'fault.missed')
  if (missed?.kind === 'fault.missed') say(`${kind.name} did not land: ${missed.why}`)
  return proofOf(kind, faulted, control)
}
