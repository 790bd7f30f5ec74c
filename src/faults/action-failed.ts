/**
 * What a fault had to do to a real world could not be done, so that it cannot land. Thrown into its injection, or the reason with which
 * it is interrupted.
 */
export class ActionFailed extends Error {
  readonly code = 'FAULT_ACTION_FAILED'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ActionFailed'
  }
}

/** The failed action that an error tells of; undefined when it tells of something else. */
export const actionFailedIn = (error: unknown): ActionFailed | undefined => {
  const reason: unknown = error instanceof Error && 'reason' in error ? error.reason : error
  return reason instanceof ActionFailed ? reason : undefined
}
