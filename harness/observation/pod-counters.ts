import type { V1Pod } from '@kubernetes/client-node'
import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import { type Millis, seconds } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import { objectName } from '../charts/names.ts'
import type { Place } from '../kind/facts.ts'
import { isPodReady } from '../kubernetes/pod-trouble.ts'
import type { Exposition } from '../prometheus/exposition.ts'
import { seriesOf } from '../prometheus/sample.ts'
import { PodScraper, type Scrape } from './pod-scraper.ts'
import type { RequestCounter, RequestCounters, UsedService } from './request-counters.ts'
import type { PlaceSight } from './rollout-sight.ts'

/** The counter of answers by their status, as the services expose it. */
const METRIC = 'http_requests_total'
const CODE = 'code'
const isServerError = (code: string): boolean => /^5\d\d$/.test(code)

/** Prometheus' default `scrape_timeout`, which cannot be longer than the interval either. */
const MOST_PATIENCE_MS: Millis = seconds(10)

/** What pods are scraped with. */
export interface PodCountersOptions {
  readonly kernel: Kernel
  readonly places: readonly Place[]
  readonly sight: (place: string) => Pick<PlaceSight, 'pods'>
  /** `mechanisms.detection.scrapeInterval`. */
  readonly interval: Millis
  /** Tells the user, in one line, what cannot be scraped and why. */
  readonly say?: (line: string) => void
}

/**
 * Requests as the ready pods of a service count them, scraped as Prometheus would. They are not the requests that clients lost: one that
 * never reached a pod, or that a pod did not live to answer, is in no counter, and requests of other services are in them beside those of
 * users. The alert is made of them, the loss that reports show is not.
 */
export class PodCounters implements RequestCounters {
  private readonly options: PodCountersOptions
  private readonly scraper: PodScraper
  /** Services that the user was told of. */
  private readonly told = new Set<string>()

  constructor(options: PodCountersOptions) {
    this.options = options
    this.scraper = new PodScraper(Math.min(options.interval, MOST_PATIENCE_MS))
  }

  /** Fake pods have no code that could count. */
  covers(_service: string, { isFake }: Place): boolean {
    return isFake !== true
  }

  /** Scrapes all ready pods side by side, of whatever revision. A pod that is down has no counters for now. */
  *read(_deployment: Deployment, used: UsedService): Process<readonly RequestCounter[]> {
    const { kernel, places, sight } = this.options
    const place = places.find(({ name }) => name === used.region)
    if (place === undefined) throw new RangeError(`the environment has no place named "${used.region}"`)
    const pods = sight(used.region).pods(objectName(used.service)).filter(isTarget)
    return yield* external(kernel, async (signal) => {
      const scrapes = pods.map(async (pod) => this.countersOf(pod, await this.scraper.scrape(place, pod, signal), used))
      return (await Promise.all(scrapes)).flat()
    })
  }

  /** Pods do not say when: their counters tell it to the scrape. */
  firstFailed(): undefined {
    return undefined
  }

  private countersOf(pod: V1Pod, scrape: Scrape, used: UsedService): readonly RequestCounter[] {
    if (scrape.kind === 'up') return requestsIn(scrape.exposition, pod.metadata?.uid ?? '')
    this.tell(used, `${pod.metadata?.name} is down: ${scrape.why}`)
    return []
  }

  /** Once for a service in a place: pods that come and go are no news. */
  private tell({ service, region }: UsedService, what: string): void {
    const key = `${service} in ${region}`
    if (this.told.has(key)) return
    this.told.add(key)
    this.options.say?.(`metrics of ${key}: ${what}; the alert on errors is made of the other pods meanwhile`)
  }
}

/** As endpoints of a Service have it: pods that were told to go are no targets any more. */
const isTarget = (pod: V1Pod): boolean => isPodReady(pod) && pod.metadata?.deletionTimestamp === undefined

/** The container of a pod may start again and count from 0: the pod's series are set back then, and not others. */
function requestsIn({ samples }: Exposition, pod: string): readonly RequestCounter[] {
  return samples.flatMap((sample) => {
    const { name, labels, value } = sample
    if (name !== METRIC || !Number.isFinite(value)) return []
    return [{ series: `${pod} ${seriesOf(sample)}`, value, isFailed: isServerError(labels.get(CODE) ?? '') }]
  })
}
