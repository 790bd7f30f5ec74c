/** What can be wrong with an instance on purpose. Everything absent is as the settings say. */
export interface Faults {
  /** Share of requests that fail, 0 to 1. */
  errorRate?: number
  /** Added to every request, or to {@link latencyShare} of them. */
  latencyMs?: number
  /** Share of requests that latency is added to, 0 to 1. Default 1. */
  latencyShare?: number
  /** Added to every call of a dependency. */
  callDelayMs?: number
  /** Time limit of a call of a dependency, with what is added to it, instead of the usual one. */
  callTimeoutMs?: number
  /** Factor on the time that it takes to start up. */
  startupFactor?: number
  /** Something that it cannot start without: a URL that has to answer in time, else it exits. */
  needs?: string
  /** False: the readiness probe fails. */
  ready?: boolean
  /** False: the liveness probe fails. */
  live?: boolean
  /** False: it never finishes starting up. */
  started?: boolean
  /** `requests`: nothing but the liveness probe is answered (a deadlock); `process`: the process stands still. */
  hang?: 'requests' | 'process'
  /** Memory that it grabs, beside what it holds anyway. */
  memoryMiB?: number
  /** Exits with code 1 so long after the start of the process. */
  crashAfterMs?: number
}

type Check = (value: unknown) => boolean

const isAmount: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isShare: Check = (value) => isAmount(value) && Number(value) <= 1
const isFlag: Check = (value) => typeof value === 'boolean'

const CHECKS: Readonly<Record<keyof Faults, { readonly is: Check; readonly expected: string }>> = {
  errorRate: { is: isShare, expected: 'a number from 0 to 1' },
  latencyMs: { is: isAmount, expected: 'a number >= 0' },
  latencyShare: { is: isShare, expected: 'a number from 0 to 1' },
  callDelayMs: { is: isAmount, expected: 'a number >= 0' },
  callTimeoutMs: { is: isAmount, expected: 'a number >= 0' },
  startupFactor: { is: isAmount, expected: 'a number >= 0' },
  needs: { is: (value) => typeof value === 'string' && URL.canParse(value), expected: 'a URL' },
  ready: { is: isFlag, expected: 'true or false' },
  live: { is: isFlag, expected: 'true or false' },
  started: { is: isFlag, expected: 'true or false' },
  hang: { is: (value) => value === 'requests' || value === 'process', expected: '"requests" or "process"' },
  memoryMiB: { is: isAmount, expected: 'a number >= 0' },
  crashAfterMs: { is: isAmount, expected: 'a number >= 0' },
}

/** Checks faults that came from outside. Throws an error that says what was expected. */
export function parseFaults(value: unknown): Faults {
  if (typeof value !== 'object' || value === null) throw new Error('expected an object of faults')
  for (const [name, given] of Object.entries(value)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof Faults] : undefined
    if (check === undefined)
      throw new Error(`unknown fault "${name}", expected one of ${Object.keys(CHECKS).join(', ')}`)
    if (!check.is(given)) throw new Error(`${name}: expected ${check.expected}, got ${JSON.stringify(given)}`)
  }
  return value
}
