import { external, type Kernel, type Process, Signal } from '../../src/kernel/index.ts'
import { formatAddress } from '../../src/model/events.ts'
import type { Service } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import { kernelTime } from '../kernel-time.ts'
import type { Place } from '../kind/facts.ts'
import { findTool } from '../tool/find-tool.ts'
import type { ClientView } from './client-view.ts'
import type { TargetCount } from './counts.ts'
import { LoadTest } from './load-test.ts'
import { planTraffic, type TrafficPlan } from './plan.ts'
import type { TrafficSettings } from './settings.ts'

/** What traffic needs to know. */
export interface TrafficOptions {
  readonly kernel: Kernel
  readonly places: readonly Place[]
  readonly services: readonly Service[]
  readonly settings: TrafficSettings
  /** Tells the user, in one line, what could not be measured and why. */
  readonly say?: (line: string) => void
}

interface Load {
  readonly plan: TrafficPlan
  readonly test: LoadTest
}

/** How long k6 may take to send its first request before the deployment goes on without waiting for it. */
const START_LIMIT_MS = 30_000

/**
 * Requests to the changed services of a deployment, from {@link begin} to {@link finish}, by a k6 of its own. What it sends is
 * bounded: all deployments under way share `settings.requestsPerSecond`, and each k6 ends by itself after `settings.maxDurationMs`.
 */
export class Traffic implements ClientView, AsyncDisposable {
  private readonly options: TrafficOptions
  private readonly loads = new Map<string, Load>()
  /** Deployments whose traffic was asked for, which several regions may do at once. */
  private readonly begun = new Map<string, Signal<void>>()
  private readonly ending = new Set<Promise<void>>()

  constructor(options: TrafficOptions) {
    this.options = options
  }

  /**
   * Starts to send requests to the changed services that can be reached from this machine, and returns when the first one has come
   * back. Without k6, or without such a service, it says so and nothing is measured. Not again for a deployment that has traffic.
   */
  *begin(deployment: Deployment): Process {
    const key = formatAddress(deployment.address)
    const known = this.begun.get(key)
    if (known !== undefined) return yield* known.wait()
    const begun = new Signal<void>()
    this.begun.set(key, begun)
    try {
      yield* this.start(key, deployment)
    } finally {
      begun.fire()
    }
  }

  private *start(key: string, deployment: Deployment): Process {
    const { kernel } = this.options
    const plan = this.plan(deployment)
    if (plan === undefined) return
    if ((yield* external(kernel, () => findTool('k6'))) === undefined) {
      this.say(deployment, 'k6 is not on the PATH ("seatrial env doctor" says how to get it)')
      return
    }
    const load = { plan, test: new LoadTest(plan) }
    this.loads.set(key, load)
    yield* external(kernel, (signal) => untilUnderWay(load.test, signal))
    if (load.test.ended?.kind === 'failed') this.leave(key, load, deployment)
  }

  /** Stops sending, and records `requests`: those that have ended by now. Nothing where nothing was measured to the end. */
  finish(deployment: Deployment): void {
    const key = formatAddress(deployment.address)
    this.begun.delete(key)
    const load = this.loads.get(key)
    if (load === undefined || !this.leave(key, load, deployment)) return
    const { sent, lost } = load.test.counts.of(load.plan.targets.map((_, index) => index))
    deployment.record({ kind: 'requests', at: this.options.kernel.now, sent, lost })
  }

  count(deployment: Deployment, service: string, place: string): TargetCount | undefined {
    const found = this.targetsOf(deployment, service, place)
    return found?.test.counts.of(found.targets)
  }

  firstLost(deployment: Deployment, service: string, place: string, since: Millis): Millis | undefined {
    const { kernel } = this.options
    const found = this.targetsOf(deployment, service, place)
    const at = found?.test.counts.firstLost(found.targets, Date.now() - (kernel.now - since))
    return at === undefined ? undefined : kernelTime(kernel, at)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.loads.values()].map(({ test }) => test.end()))
    this.loads.clear()
    await Promise.all(this.ending)
  }

  private plan(deployment: Deployment): TrafficPlan | undefined {
    const { services, places, settings } = this.options
    const changed = services.filter(({ name }) => deployment.change.services.includes(name))
    const taken = [...this.loads.values()].reduce((sum, { plan }) => sum + plan.requestsPerMinute / 60, 0)
    const rate = settings.requestsPerSecond - taken
    if (rate < 1) {
      this.say(deployment, `deployments under way send ${settings.requestsPerSecond} requests a second already`)
      return undefined
    }
    const plan = planTraffic(changed, places, settings, rate)
    if (plan === undefined) this.say(deployment, 'no changed service has a port of this machine (environment.exposed)')
    return plan
  }

  /** Ends a load in the background; false, with a word to the user, when it had failed. */
  private leave(key: string, { test, plan }: Load, deployment: Deployment): boolean {
    this.loads.delete(key)
    const { ended } = test
    if (ended?.kind === 'failed') {
      this.say(deployment, `k6 failed: ${ended.detail}`)
      return false
    }
    if (ended?.kind === 'over') {
      this.tell(
        deployment,
        `requests were sent for ${plan.durationMs / 1_000} s only (environment.traffic.maxDurationMs)`,
      )
    }
    const end = test.end().then(() => {
      this.ending.delete(end)
      const notSent = test.summary?.notSent ?? 0
      if (notSent > 0) this.tell(deployment, `${notSent} requests were due and not sent: too many were under way`)
    })
    this.ending.add(end)
    return true
  }

  private targetsOf(
    deployment: Deployment,
    service: string,
    place: string,
  ): { readonly test: LoadTest; readonly targets: readonly number[] } | undefined {
    const load = this.loads.get(formatAddress(deployment.address))
    if (load === undefined) return undefined
    const targets = load.plan.targets.flatMap((target, index) =>
      target.service === service && target.place === place ? [index] : [],
    )
    return targets.length === 0 ? undefined : { test: load.test, targets }
  }

  private say(deployment: Deployment, why: string): void {
    this.tell(deployment, `requests are not measured: ${why}`)
  }

  private tell(deployment: Deployment, what: string): void {
    this.options.say?.(`deployment ${formatAddress(deployment.address)}: ${what}`)
  }
}

/** Waits for the first request to come back, or gives up: at the limit, or when the signal is aborted. */
async function untilUnderWay(test: LoadTest, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(START_LIMIT_MS)])
  const givenUp = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve(), { once: true }))
  await Promise.race([test.underWay, givenUp])
  if (signal.aborted) await test.end()
}
