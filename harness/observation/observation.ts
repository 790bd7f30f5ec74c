import { setTimeout as pause } from 'node:timers/promises'
import { external, type Process } from '../../src/kernel/index.ts'
import { formatAddress } from '../../src/model/events.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Millis } from '../../src/model/units.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import {
  type Deployment,
  type DeployWork,
  type Detection,
  type Result,
  step,
  type World,
} from '../../src/world/world.ts'
import type { Landing } from '../releases/releases.ts'
import { Alarm, type Sighting } from './alarm.ts'
import { ErrorWatchers, syntheticCheck } from './error-watchers.ts'
import { type ObservationOptions, Outlook } from './options.ts'
import { PodWatchers } from './pod-watchers.ts'
import { staleness } from './provenance.ts'
import type { RequestCounters, UsedService } from './request-counters.ts'
import { statusOf } from './rollout-sight.ts'
import { ServiceDoor } from './service-door.ts'
import { LOOK_MS, untilSeen } from './ticks.ts'

const OK: Result = { ok: true }
const STAGING = 'staging'

/** Requests of a smoke test to each service, and of the last look at production. */
const SMOKE_REQUESTS = 5
const VERIFY_REQUESTS = 20

/** How long production may take to be available again before it counts as not healthy. */
const VERIFY_PATIENCE_MS: Millis = 30_000

/**
 * Serves what looks at production: `watch`, `smokeTest` and `verify`. Who notices what, and after how long, is as in the simulator
 * (`src/world/sim/health.ts`); what there is to notice is real: pods, Deployments, answers to requests, the revision that a service
 * says it was built from.
 */
export class Observation implements Pick<World, 'watch' | 'smokeTest' | 'verify'> {
  private readonly outlook: Outlook
  private readonly door: ServiceDoor
  private readonly alarms = new Map<string, Alarm>()

  constructor(options: ObservationOptions) {
    this.outlook = new Outlook(options)
    this.door = new ServiceDoor(options.places)
  }

  /** Watches what the deployment brings to production, and its services as clients use them, until somebody speaks. */
  *watch(deployment: Deployment): Process<Detection> {
    const { outlook } = this
    const { blame = () => undefined, requests } = outlook.options
    const alarm = new Alarm(outlook.kernel, deployment, blame)
    const key = formatAddress(deployment.address)
    this.alarms.set(key, alarm)
    try {
      alarm.spawn(this.follow(alarm))
      if (outlook.isAlerting) alarm.spawn(syntheticCheck(outlook, alarm, this.door))
      if (requests !== undefined) {
        const used = this.usedServices(deployment, requests)
        for (const one of used) new ErrorWatchers(outlook, alarm, one, requests).start()
      }
      return yield* alarm.wait()
    } finally {
      alarm.end()
      this.alarms.delete(key)
    }
  }

  /** The analysis of a canary has found its new version to be bad: production was hurt, and the alarm is raised. */
  analysisFailed(found: Sighting, deployment: Deployment): void {
    const alarm = this.alarms.get(formatAddress(deployment.address))
    alarm?.raise({ path: 'analysis', failure: alarm.impact(found) })
  }

  /** Sends a few requests to the main path of each service, by whom the job says. */
  *smokeTest(work: DeployWork, deployment: Deployment): Process<Result> {
    const { kernel, options } = this.outlook
    const byPerson = work.spec.smokeTest === 'person'
    for (const services of byPerson ? work.services.map((service) => [service]) : [work.services]) {
      const from = kernel.now
      if (byPerson) yield* options.busy(this.smokeTime(services[0]!, deployment))
      const problems = yield* this.try(work.region, services, SMOKE_REQUESTS)
      const where = byPerson ? { service: services[0]! } : {}
      deployment.record(step(kernel.now, from, work.job, 'smoke-test', where))
      for (const [service, problem] of problems) {
        const failure = this.failure(
          `the smoke test of ${service} failed: ${problem}`,
          service,
          work.region,
          deployment,
        )
        if (work.region === STAGING) return { ok: false, failure: { ...failure, class: 'defect-found' } }
        this.alarms.get(formatAddress(deployment.address))?.raise({ path: 'smoke-test', failure })
      }
    }
    return OK
  }

  /**
   * What staging shows once services were rolled out there: answers with errors, and, where the pipeline compares revisions, a build
   * that is not what it was to be.
   */
  *checkStaging(work: DeployWork, deployment: Deployment): Process<Result> {
    const { kernel, options, scenario } = this.outlook
    const problems = yield* this.try(STAGING, work.services, SMOKE_REQUESTS)
    for (const [service, problem] of problems) {
      return this.caught(`staging shows a problem with ${service}: ${problem}`, 'staging', service, deployment)
    }
    if (!scenario.pipeline.provenanceCheck) return OK
    for (const service of work.services) {
      const release = options.releases.in(STAGING, service)
      if (release === undefined) continue
      const stale = yield* external(kernel, (signal) => staleness(release, STAGING, this.door, signal))
      if (stale !== undefined) return this.caught(stale, 'provenance-check', service, deployment)
    }
    return OK
  }

  /**
   * Looks at everything that the deployment touched, after as long as people or alerts need to be sure: healthy is what is available
   * and answers without an error.
   */
  *verify(deployment: Deployment): Process<{ readonly dataCorrupted: boolean; readonly healthy: boolean }> {
    const { kernel, detection, options, isAlerting } = this.outlook
    const { people } = options.state.mechanisms
    if (isAlerting) yield detection.scrapeInterval + detection.ruleInterval
    else {
      const draws = this.outlook.draws(deployment)
      yield* options.busy(draws.person(people.verifyByHand, options.state.key('deployment'), PURPOSE.verify))
    }
    const landings = options.releases.landedBy(deployment.address)
    const end = kernel.now + VERIFY_PATIENCE_MS
    yield* untilSeen(() => kernel.now >= end || landings.every((landing) => this.isAvailable(landing)))
    const healthy = landings.every((landing) => this.isAvailable(landing)) && (yield* this.answers(landings))
    const wentBack = landings.length > 0 && landings.every((landing) => this.isBack(landing))
    const { corruptsAfterRevert } = options
    const dataCorrupted = wentBack && corruptsAfterRevert !== undefined && (yield* corruptsAfterRevert(deployment))
    return { healthy, dataCorrupted }
  }

  /** Puts watchers on everything that the deployment lands, as it does. */
  private *follow(alarm: Alarm): Process {
    const { options, scenario } = this.outlook
    for (let followed = 0; ; ) {
      const landings = options.releases.landedBy(alarm.deployment.address)
      for (const landing of landings.slice(followed)) {
        new PodWatchers(this.outlook, alarm, landing).start()
        if (scenario.pipeline.provenanceCheck) alarm.spawn(this.provenance(landing, alarm))
      }
      followed = landings.length
      yield LOOK_MS
    }
  }

  /** The pipeline's own check, as soon as a rollout is complete. */
  private *provenance({ release, place }: Landing, alarm: Alarm): Process {
    const { kernel, options } = this.outlook
    yield* untilSeen(() => statusOf(release, options.sight(place))?.state === 'complete')
    const stale = yield* external(kernel, (signal) => staleness(release, place, this.door, signal))
    if (stale === undefined) return
    const failure = this.failure(stale, release.service, place, alarm.deployment)
    alarm.raise({
      path: 'provenance-check',
      failure: { ...failure, class: 'policy-violation', cause: 'stale-cache' },
    })
  }

  private *try(
    place: string,
    services: readonly string[],
    requests: number,
  ): Process<readonly (readonly [service: string, problem: string])[]> {
    return yield* external(this.outlook.kernel, async (signal) => {
      const asked = services.map(async (service) => {
        for (let request = 0; request < requests; request++) {
          const problem = await this.door.problem(place, service, signal)
          if (problem !== undefined) return [[service, problem] as const]
        }
        return []
      })
      return (await Promise.all(asked)).flat()
    })
  }

  /** All services answer without an error; the second time at least, so that a last request lost to an old pod does not count. */
  private *answers(landings: readonly Landing[]): Process<boolean> {
    for (const isLast of [false, true]) {
      const looks = landings.map(({ place, release }) => this.try(place, [release.service], VERIFY_REQUESTS))
      const problems = (yield* this.outlook.kernel.together(looks)).flat()
      if (problems.length === 0) return true
      if (!isLast) yield* external(this.outlook.kernel, (signal) => pause(LOOK_MS, undefined, { signal }))
    }
    return false
  }

  private isAvailable({ place, release }: Landing): boolean {
    const { releases, sight } = this.outlook.options
    const running = releases.in(place, release.service)
    return running !== undefined && statusOf(running, sight(place))?.state === 'complete'
  }

  private isBack({ place, release, before }: Landing): boolean {
    return this.outlook.options.releases.in(place, release.service)?.revision === before?.revision
  }

  private usedServices({ change }: Deployment, requests: RequestCounters): readonly UsedService[] {
    const regions = this.outlook.options.places.filter(({ environment }) => environment === 'production')
    return regions.flatMap((place) =>
      change.services
        .filter((service) => requests.covers(service, place))
        .map((service) => ({ service, region: place.name })),
    )
  }

  private smokeTime(service: string, deployment: Deployment): Millis {
    const { state } = this.outlook.options
    const { smokeTest } = state.mechanisms.people
    return this.outlook.draws(deployment).person(smokeTest, state.key(service), PURPOSE.smokeTest)
  }

  private failure(message: string, service: string, region: string, deployment: Deployment): Failure {
    const blame = this.outlook.options.blame?.(service, deployment)
    const origin = blame === undefined ? {} : { origin: blame.origin }
    const since = this.outlook.kernel.now
    return {
      class: 'rollout-failure',
      cause: blame?.cause ?? 'code-defect',
      message,
      service,
      region,
      since,
      ...origin,
    }
  }

  private caught(message: string, by: string, service: string, deployment: Deployment): Result {
    const failure = this.failure(message, service, STAGING, deployment)
    const flaw = failure.origin ?? message
    deployment.record({ kind: 'flaw.caught', at: this.outlook.kernel.now, flaw, by })
    const cause = by === 'provenance-check' ? 'stale-cache' : failure.cause
    return { ok: false, failure: { ...failure, class: 'defect-found', cause } }
  }
}
