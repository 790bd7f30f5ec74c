import type { InterruptionTexts } from '../interruption.ts'

/** What is said when a real run is interrupted. */
export const OF_A_REAL_RUN: InterruptionTexts = {
  interrupted: 'the results so far are marked partial; what was made has been removed',
  timeout: 'give it more time with --timeout, or fewer repetitions; what was made has been removed',
  repeated: 'still removing what was made; a third Ctrl-C leaves the rest to: seatrial env down --all',
}
