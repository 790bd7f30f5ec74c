import type { Recording } from '../model/events.ts'

/** What is simply counted. */
export interface Tally {
  readonly cacheHits: number
  readonly cacheMisses: number
  readonly manualSteps: number
  /** Null where no requests were counted: without traffic nobody knows what was lost. */
  readonly requestsSent: number | null
  readonly requestsLost: number | null
  readonly faultsLanded: readonly string[]
  readonly faultsMissed?: readonly string[]
  readonly flawsCaught: readonly string[]
  readonly deviations?: readonly string[]
}

/**
 * Counts events. The cache figures are those of builds (layers and dependencies): layers that a node already has are a
 * property of the cluster and are found there with every pipeline, which would hide what a build cache does.
 */
export function tallyOf({ events }: Recording): Tally {
  let cacheHits = 0
  let cacheMisses = 0
  let manualSteps = 0
  let requestsSent: number | null = null
  let requestsLost: number | null = null
  const faultsLanded: string[] = []
  const faultsMissed: string[] = []
  const flawsCaught: string[] = []
  const deviations: string[] = []
  for (const event of events) {
    if (event.kind === 'cache' && event.cache !== 'node-image') {
      cacheHits += event.hits
      cacheMisses += event.misses
    } else if (event.kind === 'manual.step') manualSteps++
    else if (event.kind === 'requests') {
      requestsSent = (requestsSent ?? 0) + event.sent
      requestsLost = (requestsLost ?? 0) + event.lost
    } else if (event.kind === 'fault.landed') faultsLanded.push(event.fault)
    else if (event.kind === 'fault.missed' && event.due) faultsMissed.push(event.fault)
    else if (event.kind === 'steady-state' && !event.held) deviations.push(event.probe)
    else if (event.kind === 'flaw.caught') flawsCaught.push(event.flaw)
  }
  const deviated = deviations.length === 0 ? {} : { deviations }
  const missed = faultsMissed.length === 0 ? {} : { faultsMissed }
  return {
    cacheHits,
    cacheMisses,
    manualSteps,
    requestsSent,
    requestsLost,
    faultsLanded,
    flawsCaught,
    ...missed,
    ...deviated,
  }
}
