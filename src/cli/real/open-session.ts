import type { EnvironmentOptionsInput } from '../../../harness/index.ts'
import type { Carrier } from '../../experiment/real/carry-out.ts'
import type { Scenario } from '../../model/scenario.ts'

/** What a real run needs to begin. */
export interface SessionRequest {
  readonly scenarios: readonly Scenario[]
  readonly seed: number
  readonly environment: EnvironmentOptionsInput
  /** An environment that is up already. */
  readonly name: string | undefined
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/** An environment with the fleet on it. Disposing of it removes what was made. */
export interface Session extends AsyncDisposable {
  readonly carrier: Carrier
  readonly notes: () => readonly string[]
  /** What faults have left behind, a sentence each. */
  readonly leftovers: () => Promise<readonly string[]>
}

/** Brings up what the scenarios need. The real environment is loaded here, so that simulations start as fast as without it. */
export async function openSession(request: SessionRequest): Promise<Session> {
  const { openTestbed } = await import('../../../harness/index.ts')
  const { scenarios, name, ...rest } = request
  const testbed = await openTestbed({ scenarios, ...rest, ...(name === undefined ? {} : { name }) })
  return {
    carrier: ({ scenario, ...order }) => testbed.run({ ...order, scenario: scenarios[scenario]! }),
    notes: () => testbed.notes,
    leftovers: () => testbed.leftovers(),
    [Symbol.asyncDispose]: () => testbed[Symbol.asyncDispose](),
  }
}
