import { InvalidWaitError } from './errors.ts'

/** Priority and sequence share the 53 exact bits of an event's order: a million million events a kernel. */
const SEQUENCE_RANGE = 2 ** 40
/** The most urgent priority, kept for interrupts so that they overtake whatever else happens at the same instant. */
const URGENT = -2048
/** Priorities that callers may use: integers from -1000 (first) to 1000 (last). */
const PRIORITY_LIMIT = 1000
/** Behind everything else that callers let happen at an instant. */
export const LAST_PRIORITY = PRIORITY_LIMIT

/** The part of an event's order that its priority decides; the queue adds the sequence number. */
export const orderBase = (priority: number): number => (priority - URGENT) * SEQUENCE_RANGE

/** The order of what has no priority. */
export const DEFAULT_ORDER = orderBase(0)
/** The order of interrupts. */
export const URGENT_ORDER = orderBase(URGENT)

/** The same priority; throws {@link InvalidWaitError} when it is not an integer from -1000 to 1000. */
export function checkedPriority(priority: number): number {
  if (Number.isInteger(priority) && Math.abs(priority) <= PRIORITY_LIMIT) return priority
  throw new InvalidWaitError(`a priority from -${PRIORITY_LIMIT} to ${PRIORITY_LIMIT}`, priority, 'the kernel')
}
