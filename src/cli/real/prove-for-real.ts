import { proveFaults, type RealFaultProof, realTrials } from '../../experiment/real/prove-faults.ts'
import type { FaultKind } from '../../faults/fault-kind.ts'
import { InvalidInputError } from '../../model/errors.ts'
import { listenForInterruption } from '../interruption.ts'
import { proofInShort } from '../output/proof-text.ts'
import { openSession } from './open-session.ts'
import { OF_A_REAL_RUN } from './texts.ts'

/**
 * `seatrial faults prove NAME... --env kind`: for each fault one real deployment with it and one without, one after another on the same
 * environment, which is brought up and taken down again. Throws `InvalidInputError` for a fault that no real environment can have, before
 * anything is brought up; rejects when it is interrupted, after the proofs so far were told.
 */
export async function proveForReal(
  kinds: readonly FaultKind[],
  flags: { readonly seed: number; readonly timeout?: number; readonly observe?: number },
  onProof: (proof: RealFaultProof) => void,
): Promise<void> {
  const impossible = kinds.filter((kind) => !kind.kind)
  if (impossible.length > 0) {
    const issues = impossible.map(({ name, inKind }) => ({
      ...{ path: '', message: `"${name}" cannot be put into a real environment: ${inKind}` },
      remedy: kinds.length === 1 ? 'leave --env kind out' : `leave ${name} or --env kind out`,
    }))
    throw new InvalidInputError('seatrial faults prove --env kind', issues)
  }
  const names = kinds.map(({ name }) => name).join(' ')
  using interruption = listenForInterruption(`faults prove ${names}`, flags.timeout, OF_A_REAL_RUN)
  const { signal } = interruption
  const { seed, observe } = flags
  const trials = realTrials(kinds, observe)
  const { scenarios } = trials
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  await using session = await openSession({ scenarios, seed, environment: {}, name: undefined, signal, say })
  const { carrier, leftovers } = session
  const tell = (proof: RealFaultProof): void => {
    if (kinds.length > 1) say(proofInShort(proof))
    onProof(proof)
  }
  await proveFaults(trials, { carrier, leftovers, seed, signal, say, onProof: tell })
}
