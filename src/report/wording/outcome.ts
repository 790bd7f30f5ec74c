import type { Outcome } from '../../model/outcome.ts'

/** What an outcome means, in a few words for legends and tooltips. */
export const OUTCOME_MEANING: Readonly<Record<Outcome, string>> = {
  succeeded: 'healthy in every region, nothing wrong',
  'self-healed': 'a fault landed, nobody acted, the goal was reached',
  blocked: 'a gate stopped it before production',
  'rolled-back': 'the pipeline brought the revision before back',
  failed: 'a person had to repair production',
}
