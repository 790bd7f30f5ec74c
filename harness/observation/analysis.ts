import type { Kernel, Process } from '../../src/kernel/index.ts'
import type { AnalysisSettings } from '../../src/model/delivery-strategy.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { Sighting } from './alarm.ts'
import { CounterRange } from './counter-range.ts'
import type { RequestCounters, UsedService } from './request-counters.ts'

/** An increase needs two scrapes; a window has at least so many after its first. */
const LEAST_SCRAPES = 2

/** What an analysis goes by. */
export interface AnalysisOptions {
  readonly kernel: Kernel
  /** `mechanisms.detection.scrapeInterval`; a window too short for it is scraped more often. */
  readonly scrapeInterval: Millis
  readonly settings: AnalysisSettings
  /** Counters of the new version's pods, and of no others. */
  readonly counters: Pick<RequestCounters, 'read'>
}

/**
 * Measures a new version at each interval, as an AnalysisRun in the background does: the share of requests without an error among those
 * that its pods have counted since the measurement before. Returns what was found when more measurements have failed than are allowed,
 * and otherwise goes on until it is interrupted. Without a request in the window there is no measurement, as in the simulator.
 */
export function* analyse(of: AnalysisOptions, used: UsedService, deployment: Deployment): Process<Sighting> {
  const { kernel, scrapeInterval, settings, counters } = of
  const { intervalMs, successRatio, failureLimit } = settings
  const scrapes = Math.max(LEAST_SCRAPES, Math.ceil(intervalMs / scrapeInterval))
  const pace = Math.floor(intervalMs / scrapes)
  // Scrapes are late by a little, one more than the other: the one that opens the window belongs to it all the same.
  const window = new CounterRange(intervalMs + pace / 2)
  const start = kernel.now
  let failures = 0
  for (let scrape = 0; ; scrape++) {
    yield Math.max(0, start + scrape * pace - kernel.now)
    const at = kernel.now
    window.scrape(at, (yield* counters.read(deployment, used)) ?? [])
    if (scrape === 0 || scrape % scrapes !== 0) continue
    const { all, failed } = window.increase
    if (all === 0 || 1 - failed / all >= successRatio) continue
    if (++failures > failureLimit) return found(used, `${failed} of ${all} requests`, window.failedSince ?? at)
  }
}

const found = ({ service, region }: UsedService, share: string, since: Millis): Sighting => ({
  service,
  region,
  message: `the new version of ${service} answers with errors in ${region}: ${share}`,
  since,
  cause: 'code-defect',
})
