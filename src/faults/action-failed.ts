/**
 * What a fault had to do to a real world could not be done, so that it cannot land: the reason with which its injection is
 * interrupted.
 */
export class ActionFailed {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }

  toString(): string {
    return this.message
  }
}
