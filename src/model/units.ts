/**
 * Time inside seatrial: a whole number of milliseconds, either since the start of a stretch (an instant) or between two
 * instants (a duration). Integers keep the event order exact on every machine; files carry the same unit.
 */
export type Millis = number

/** A probability or a share, 0 to 1 inclusive. */
export type Ratio = number

/** `n` milliseconds, rounded to the integer grid of the simulator. */
export const milliseconds = (n: number): Millis => Math.round(n)
/** `n` seconds in milliseconds. */
export const seconds = (n: number): Millis => Math.round(n * 1_000)
/** `n` minutes in milliseconds. */
export const minutes = (n: number): Millis => Math.round(n * 60_000)
/** `n` hours in milliseconds. */
export const hours = (n: number): Millis => Math.round(n * 3_600_000)
/** `n` days of 24 hours in milliseconds. */
export const days = (n: number): Millis => Math.round(n * 86_400_000)
