import { setTimeout as pause } from 'node:timers/promises'
import { external, type Process } from '../../src/kernel/index.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Millis } from '../../src/model/units.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import type { Landing } from '../releases/releases.ts'
import type { Alarm } from './alarm.ts'
import { ErrorRule } from './error-rule.ts'
import type { Outlook } from './options.ts'
import type { RequestCounters, UsedService } from './request-counters.ts'
import { statusOf } from './rollout-sight.ts'
import type { ServiceDoor } from './service-door.ts'
import { untilTick } from './ticks.ts'

/** A rule's range holds two scrapes: the least that an increase can be taken from, and the quickest to see that it is over. */
const SCRAPES = 2

/** Watches the requests to one service: the alert on its error rate, and customers who complain. */
export class ErrorWatchers {
  private readonly outlook: Outlook
  private readonly alarm: Alarm
  private readonly used: UsedService
  private readonly requests: RequestCounters
  private readonly rule: ErrorRule
  private failure: Failure | undefined

  constructor(outlook: Outlook, alarm: Alarm, used: UsedService, requests: RequestCounters) {
    const { alertErrorRatio, alertFor, scrapeInterval } = outlook.detection
    this.outlook = outlook
    this.alarm = alarm
    this.used = used
    this.requests = requests
    this.rule = new ErrorRule({ threshold: alertErrorRatio, for: alertFor, range: SCRAPES * scrapeInterval })
  }

  /** Starts to watch; ends with the alarm. */
  start(): void {
    this.alarm.spawn(this.scrapes())
    this.alarm.spawn(this.evaluations())
  }

  private *scrapes(): Process {
    const { kernel, detection } = this.outlook
    for (;;) {
      yield* untilTick(kernel, detection.scrapeInterval)
      // Samples are as old as their scrape, however long it takes.
      const at = kernel.now
      const counters = yield* this.requests.read(this.alarm.deployment, this.used)
      if (counters !== undefined) this.rule.scrape(at, counters)
      yield 1
    }
  }

  private *evaluations(): Process {
    const { kernel, detection, isAlerting } = this.outlook
    for (;;) {
      yield* untilTick(kernel, detection.ruleInterval)
      const state = this.rule.evaluate(kernel.now)
      if (state !== 'inactive') this.land()
      if (state === 'firing' && isAlerting) break
      yield 1
    }
    yield detection.notification
    if (this.failure !== undefined) this.alarm.raise({ path: 'alert', failure: this.failure })
  }

  /** Users are hurt. They complain whether or not anybody has set an alert up, when nothing else has found it. */
  private land(): void {
    if (this.failure !== undefined) return
    const { kernel } = this.outlook
    const { rule, alarm, used } = this
    const { service, region } = used
    const share = `${(100 * rule.ratio).toFixed(1)} % of requests`
    this.failure = alarm.impact({
      service,
      region,
      message: `${service} answers with errors: ${share}`,
      since: this.requests.firstFailed(alarm.deployment, used, rule.from) ?? rule.failedSince ?? kernel.now,
      cause: 'code-defect',
    })
    alarm.spawn(this.customers(this.failure))
  }

  private *customers(failure: Failure): Process {
    const { state } = this.outlook.options
    const { customerReport } = state.mechanisms.people
    yield this.outlook.draws(this.alarm.deployment).person(customerReport, state.key('deployment'), PURPOSE.customer)
    if (this.rule.isOver) this.alarm.raise({ path: 'customer-report', failure })
  }
}

/**
 * How long a synthetic check waits before it asks again: longer than a node takes to stop sending connections to a pod that has gone, so
 * that a request that a rollout lost is not taken for an outage. Such products wait between 0.3 s and some minutes.
 */
const RETRY_MS: Millis = 1_000

/**
 * The synthetic check: one request to the main path of each service that a deployment brought, at its interval. What fails is asked
 * once more, as such products do, so that a single lost request raises no alarm.
 */
export function* syntheticCheck(outlook: Outlook, alarm: Alarm, door: ServiceDoor): Process {
  const { kernel, detection } = outlook
  const { releases, places, sight } = outlook.options
  const isChecked = ({ place, release, before }: Landing): boolean =>
    places.some(({ name, hostPorts }) => name === place && hostPorts[release.service] !== undefined) &&
    // Nobody uses a service that is new there until it has come up.
    (before !== undefined || statusOf(release, sight(place))?.state === 'complete')
  for (;;) {
    yield* untilTick(kernel, detection.syntheticInterval)
    for (const landing of releases.landedBy(alarm.deployment.address)) {
      if (!isChecked(landing)) continue
      const { place, release } = landing
      const { service } = release
      const problem = yield* external(kernel, (signal) => twiceBad(door, place, service, signal))
      if (problem === undefined) continue
      const message = `the synthetic check of ${service} in ${place} failed: ${problem}`
      const sighting = { service, region: place, message, since: kernel.now, cause: 'code-defect' as const }
      alarm.raise({ path: 'synthetic-check', failure: alarm.impact(sighting) })
      return
    }
    yield 1
  }
}

async function twiceBad(
  door: ServiceDoor,
  place: string,
  service: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if ((await door.problem(place, service, signal)) === undefined) return undefined
  await pause(RETRY_MS, undefined, { signal })
  return await door.problem(place, service, signal)
}
