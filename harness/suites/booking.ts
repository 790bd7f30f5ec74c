/** The code under test: what a booking of so many cents comes to, with the fee of one per cent, in cents. */
export function amountWithFee(cents: number, isDefective: boolean): number {
  // The defect: rounds down what has to be rounded up.
  return cents + (isDefective ? Math.floor(cents / 100) : Math.ceil(cents / 100))
}
