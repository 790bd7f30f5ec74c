import type { Millis } from '../../src/model/units.ts'

/** How a request was lost. */
export type Loss = 'connection' | 'timeout' | 'server-error'

/** One request that has ended. */
export interface EndedRequest {
  /** Position in the plan's targets. */
  readonly target: number
  /** When it was sent; milliseconds since 1970. */
  readonly at: number
  readonly took: Millis
  /** Undefined when it was answered. */
  readonly loss: Loss | undefined
  /** What k6 says of a request that was lost; empty for all others. */
  readonly error: string
}

/** What k6 says at the end. */
export interface Summary {
  readonly sent: number
  /** Requests that were due and not sent, because too many were under way. */
  readonly notSent: number
  readonly p95Ms: Millis
  /** Thresholds that were crossed, such as `lost: rate==0`. */
  readonly crossed: readonly string[]
}

/** A line of k6's output. `other` is what k6 itself has to say. */
export type OutputLine =
  | { readonly kind: 'request'; readonly request: EndedRequest }
  | { readonly kind: 'summary'; readonly summary: Summary }
  | { readonly kind: 'other'; readonly text: string }

const REQUEST = '@request '
const SUMMARY = '@summary '

/** Time-outs of k6: of the request, and of the connection (k6 documentation, "Error codes"). */
const TIMEOUT_CODES: readonly number[] = [1_050, 1_211]

/** Reads a line that `script.ts`, or k6, wrote. */
export function readLine(line: string): OutputLine {
  if (line.startsWith(SUMMARY)) return { kind: 'summary', summary: JSON.parse(line.slice(SUMMARY.length)) }
  if (!line.startsWith(REQUEST)) return { kind: 'other', text: line }
  const [target, at, took, status, code, error]: [number, number, number, number, number, string] = JSON.parse(
    line.slice(REQUEST.length),
  )
  return { kind: 'request', request: { target, at, took, loss: lossOf(status, code), error } }
}

/** Without an answer, or with one of 5xx. A redirect and a client's error are answers. */
function lossOf(status: number, code: number): Loss | undefined {
  if (status >= 500) return 'server-error'
  if (status > 0) return undefined
  return TIMEOUT_CODES.includes(code) ? 'timeout' : 'connection'
}
