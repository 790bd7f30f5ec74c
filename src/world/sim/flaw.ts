import type { Distribution } from '../../model/distribution.ts'
import type { Cause, Failure, FailureClass } from '../../model/failure.ts'

/**
 * How something that is wrong shows in production: new pods that never become ready, wrong answers, old code, or damage
 * that no version of a service can heal.
 */
export type Symptom =
  | { readonly kind: 'crash'; readonly after: Distribution }
  | { readonly kind: 'never-ready' }
  | { readonly kind: 'errors'; readonly ratio: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'platform-damage'; readonly ratio: number }

/** Something wrong that a deployment carries. It is caught on the way, or it lands. */
export interface Flaw {
  readonly id: string
  readonly cause: Cause
  readonly service: string
  readonly symptom: Symptom
  /** Where it came in. */
  readonly stage: string
  caughtBy: string | undefined
}

/** The failure that a flaw turns into when it shows. */
export const failureOf = (flaw: Flaw, as: FailureClass, message: string, where: { region?: string } = {}): Failure => ({
  class: as,
  cause: flaw.cause,
  message,
  service: flaw.service,
  origin: flaw.id,
  ...where,
})
