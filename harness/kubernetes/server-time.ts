/** Kubernetes writes most times in whole seconds (`metav1.Time`). */
const RESOLUTION_MS = 999

/** A time that the server wrote. The client turns times into dates in answers to requests, and leaves them text in watches. */
export const serverDate = (time: Date | string | undefined): Date | undefined =>
  time === undefined ? undefined : new Date(time)

/**
 * When something happened (milliseconds since 1970), from when the server says and from when a watch told us: not later than we heard
 * of it, and not later than what the server wrote can mean. The watch is prompt as a rule, and finer than the server's seconds.
 */
export function eventTime(server: Date | undefined, heardAt: number): number {
  return server === undefined ? heardAt : Math.min(heardAt, server.getTime() + RESOLUTION_MS)
}
