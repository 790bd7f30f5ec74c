import { describe, expect, it } from 'vitest'
import type { ClientView } from '../../../harness/k6/client-view.ts'
import type { TargetCount } from '../../../harness/k6/counts.ts'
import { ClientCounters } from '../../../harness/observation/client-counters.ts'
import { constant } from '../../../src/model/distribution.ts'
import { jobSchema } from '../../../src/model/pipeline.ts'
import { portOf } from '../k6/places.ts'
import { startService } from '../service/started-service.ts'
import { Observed, PLACE, REVISION, SERVICE } from './observed.ts'
import { crashed, deploymentOf, running } from './pods.ts'

const BLAMED = { cause: 'code-defect' as const, origin: 'defect in payment', isFlaw: true }
/** Longer than everything that could speak needs to. */
const QUIET_MS = 3_000

/** Clients who get errors from the instant on at which `ratio` is set. */
class Clients implements ClientView {
  ratio = 0
  private sent = 0
  private lost = 0

  count(): TargetCount {
    this.sent += 100
    this.lost += 100 * this.ratio
    return { sent: this.sent, lost: this.lost, losses: { connection: 0, timeout: 0, 'server-error': this.lost } }
  }

  firstLost(): number | undefined {
    return undefined
  }
}

// They wait for real seconds, each with a world of its own: side by side.
describe.concurrent('the watch over production', () => {
  it('says nothing while new pods start and become ready', async () => {
    const observed = new Observed()
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 1 })
    observed.pods = [running('a', true), running('b', true)]
    expect(await observed.watch(QUIET_MS)).toBe(undefined)
    expect(observed.deployment.events).toEqual([])
  })

  it('finds a rollout whose share of failing pods exceeds the rule, and records whom it blames', async () => {
    const observed = new Observed({
      pipeline: { rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.5 } },
      options: { blame: () => BLAMED },
    })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 1 })
    observed.pods = [crashed('a'), running('b', true)]
    const detection = await observed.watch(30_000)
    expect(detection).toMatchObject({
      path: 'readiness-rule',
      failure: {
        class: 'rollout-failure',
        cause: 'code-defect',
        origin: 'defect in payment',
        service: SERVICE,
        region: PLACE,
        message: 'new pods of payment do not become ready: Error (exit code 1)',
      },
    })
    expect(observed.deployment.of('impact.started')).toHaveLength(1)
    expect(observed.deployment.of('fault.landed')).toMatchObject([{ fault: 'code-defect', target: SERVICE }])
  })

  it('puts what an injected fault did down to the fault, whose landing others record', async () => {
    const blame = () => ({ cause: 'fault' as const, origin: 'bad-release', isFlaw: false })
    const observed = new Observed({ options: { blame } })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 1 })
    observed.pods = [crashed('a')]
    expect(await observed.watch(30_000)).toMatchObject({ failure: { cause: 'fault', origin: 'bad-release' } })
    expect(observed.deployment.of('impact.started')).toMatchObject([
      { failure: { cause: 'fault', origin: 'bad-release' } },
    ])
    expect(observed.deployment.of('fault.landed')).toEqual([])
  })

  it('does not act on a share below the rule', async () => {
    const observed = new Observed({
      pipeline: { rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.6 } },
    })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 1 })
    observed.pods = [crashed('a'), running('b', true)]
    expect(await observed.watch(QUIET_MS)).toBe(undefined)
    expect(observed.deployment.of('impact.started')).toHaveLength(1)
  })

  it('keeps silent when the rollout completes before the rule is evaluated', async () => {
    const observed = new Observed({
      pipeline: { rollback: { policy: 'readiness-failures' } },
      mechanisms: { detection: { scrapeInterval: 1_000, ruleInterval: 5_000 }, cluster: { readinessPatience: 300 } },
    })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 1 })
    observed.pods = [crashed('a')]
    const healed = (function* () {
      yield 1_500
      observed.pods = [running('a', true)]
      observed.workload = deploymentOf(REVISION, { available: 2 })
    })()
    expect(await observed.watch(8_000, healed)).toBe(undefined)
  })

  it('leaves a failing rollout to people where nothing alerts', async () => {
    const observed = new Observed({ pipeline: { monitoring: 'people' } })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 1 })
    observed.pods = [crashed('a')]
    expect(await observed.watch(30_000)).toMatchObject({ path: 'rollout-watch' })
  })

  it('hears of a rollout that makes no progress', async () => {
    const observed = new Observed({ pipeline: { monitoring: 'people' } })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 0, isStuck: true })
    expect(await observed.watch(30_000)).toMatchObject({ path: 'progress-deadline' })
  })

  it('tells of a rollout that is stuck with failing pods what the first of them showed, and since when', async () => {
    const observed = new Observed({
      pipeline: { monitoring: 'people' },
      mechanisms: { detection: { watchNotices: constant(60_000) } },
    })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 1 })
    observed.pods = [crashed('a')]
    const gives = (function* () {
      yield 1_000
      observed.workload = deploymentOf(REVISION, { available: 1, isStuck: true })
    })()
    const detection = await observed.watch(30_000, gives)
    expect(detection).toMatchObject({
      path: 'progress-deadline',
      failure: { cause: 'code-defect', message: expect.stringContaining('do not become ready') },
    })
    expect(detection!.failure.since).toBeLessThan(1_000)
  })

  it('hears what the delivery itself calls unhealthy', async () => {
    const observed = new Observed({ options: { deliveryTrouble: () => 'Degraded' } })
    observed.land()
    expect(await observed.watch(30_000)).toMatchObject({
      path: 'sync-health',
      failure: { message: 'the rollout of payment in north is unhealthy: Degraded' },
    })
  })

  it('forgets a release that another one has replaced', async () => {
    const observed = new Observed()
    observed.land()
    observed.releases.land(PLACE, { service: SERVICE, revision: 'r2', image: '' })
    observed.pods = [crashed('a')]
    observed.workload = deploymentOf(REVISION, { available: 0, isStuck: true })
    expect(await observed.watch(QUIET_MS)).toBe(undefined)
  })

  it('alerts on what clients lose, after scrape, rule, for and notification', async () => {
    const clients = new Clients()
    const observed = new Observed({ port: 1, options: { requests: new ClientCounters(clients) } })
    const from = 1_000
    const breaks = (function* () {
      yield from
      clients.ratio = 0.2
    })()
    const detection = await observed.watch(60_000, breaks)
    expect(detection).toMatchObject({ path: 'alert', failure: { service: SERVICE, region: PLACE } })
    const [impact] = observed.deployment.of('impact.started')
    expect(impact!.at).toBeGreaterThanOrEqual(from)
    expect(impact!.failure.message).toMatch(/^payment answers with errors: \d+\.\d % of requests$/)
  })

  it('does not alert on fewer errors than the alert is set to', async () => {
    const clients = new Clients()
    clients.ratio = 0.01
    expect(await new Observed({ port: 1, options: { requests: new ClientCounters(clients) } }).watch(QUIET_MS)).toBe(
      undefined,
    )
  })

  it('leaves errors to customers where nothing alerts', async () => {
    const clients = new Clients()
    clients.ratio = 0.2
    const observed = new Observed({
      port: 1,
      pipeline: { monitoring: 'people' },
      options: { requests: new ClientCounters(clients) },
    })
    expect(await observed.watch(60_000)).toMatchObject({ path: 'customer-report' })
  })

  it('finds a service that fails the synthetic check, but not one that lost a single request', async () => {
    await using service = await startService({ SERVICE })
    const observed = new Observed({ port: portOf(service.url) })
    observed.land(REVISION, 'r0')
    expect(await observed.watch(QUIET_MS)).toBe(undefined)
    await service.fault({ errorRate: 1 })
    expect(await observed.watch(60_000)).toMatchObject({
      path: 'synthetic-check',
      failure: { message: 'the synthetic check of payment in north failed: status 500: failed' },
    })
  })

  it('does not check a service that is new in a place until it has come up', async () => {
    const observed = new Observed({ port: 1 })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 0 })
    expect(await observed.watch(QUIET_MS)).toBe(undefined)
    observed.workload = deploymentOf(REVISION, { available: 2 })
    expect(await observed.watch(60_000)).toMatchObject({ path: 'synthetic-check' })
  })

  it('finds a stale build, which says that it is the new version and was built from the old sources', async () => {
    await using stale = await startService({ SERVICE, VERSION: REVISION })
    const observed = new Observed({ port: portOf(stale.url), pipeline: { provenanceCheck: true } })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 2 })
    observed.pods = [running('a', true), running('b', true)]
    expect(await observed.watch(60_000)).toMatchObject({
      path: 'provenance-check',
      failure: {
        class: 'policy-violation',
        cause: 'stale-cache',
        message: `payment runs revision source, not ${REVISION}`,
      },
    })
  })

  it('does not compare revisions where the pipeline does not, and finds nothing in a build that is what it was to be', async () => {
    await using service = await startService({ SERVICE, VERSION: 'source' })
    for (const [revision, provenanceCheck] of [
      [REVISION, false],
      ['source', true],
    ] as const) {
      const observed = new Observed({ port: portOf(service.url), pipeline: { provenanceCheck } })
      observed.land(revision)
      observed.workload = deploymentOf(revision, { available: 2 })
      observed.pods = [running('a', true)]
      expect(await observed.watch(QUIET_MS)).toBe(undefined)
    }
  })
})

describe('a smoke test', () => {
  const work = (smokeTest: 'person' | 'pipeline') => ({
    job: 'production',
    spec: jobSchema.parse({
      kind: 'deploy',
      name: 'production',
      environment: 'production',
      delivery: 'kubectl',
      smokeTest,
    }) as never,
    region: PLACE,
    services: [SERVICE],
  })

  it('is passed by a service that answers, and takes a step', async () => {
    await using service = await startService({ SERVICE })
    const observed = new Observed({ port: portOf(service.url) })
    expect(await observed.run(observed.observation.smokeTest(work('person'), observed.deployment))).toEqual({
      ok: true,
    })
    const [step] = observed.deployment.of('step')
    expect(step).toMatchObject({ step: 'smoke-test', service: SERVICE, job: 'production' })
    expect(step!.at - step!.from).toBeGreaterThanOrEqual(100)
  })

  it('makes the watch speak when a service answers with errors', async () => {
    await using service = await startService({ SERVICE, ERROR_RATE: '1' })
    const observed = new Observed({
      port: portOf(service.url),
      mechanisms: { detection: { syntheticInterval: 600_000 } },
    })
    const { observation, deployment } = observed
    observed.land(REVISION, 'r0')
    const tries = (function* () {
      yield 500
      yield* observation.smokeTest(work('pipeline'), deployment)
    })()
    expect(await observed.watch(60_000, tries)).toMatchObject({ path: 'smoke-test', failure: { service: SERVICE } })
  })
})

describe('an analysis that has failed', () => {
  it('makes the watch speak, and is when production was first hurt', async () => {
    const observed = new Observed({ options: { blame: () => ({ cause: 'code-defect', origin: 'd', isFlaw: true }) } })
    const { observation, deployment } = observed
    observed.land(REVISION, 'r0')
    const message = 'the new version of payment answers with errors in north: 3 of 5 requests'
    const found = { service: SERVICE, region: PLACE, message, since: 40, cause: 'platform' as const }
    const analysis = (function* () {
      yield 100
      observation.analysisFailed(found, deployment)
    })()
    const failure = { cause: 'code-defect', origin: 'd', service: SERVICE, region: PLACE, message, since: 40 }
    expect(await observed.watch(60_000, analysis)).toMatchObject({ path: 'analysis', failure })
    expect(deployment.of('fault.landed')).toMatchObject([{ at: 40, fault: 'code-defect', target: SERVICE }])
    expect(deployment.of('impact.started')).toMatchObject([{ at: 40, failure }])
  })
})

describe('verifying that production is healthy', () => {
  const QUIET = { detection: { scrapeInterval: 100, ruleInterval: 100 } }

  it('takes a round of scraping and rules, and finds what is available and answers healthy', async () => {
    await using service = await startService({ SERVICE })
    const observed = new Observed({ port: portOf(service.url), mechanisms: QUIET })
    observed.land(REVISION, 'r0')
    observed.workload = deploymentOf(REVISION, { available: 2 })
    expect(await observed.run(observed.observation.verify(observed.deployment))).toEqual({
      healthy: true,
      dataCorrupted: false,
    })
    expect(observed.kernel.now).toBeGreaterThanOrEqual(200)
  })

  it('finds errors not healthy', async () => {
    await using service = await startService({ SERVICE, ERROR_RATE: '0.5' })
    const observed = new Observed({ port: portOf(service.url), mechanisms: QUIET })
    observed.land(REVISION, 'r0')
    observed.workload = deploymentOf(REVISION, { available: 2 })
    expect(await observed.run(observed.observation.verify(observed.deployment))).toMatchObject({ healthy: false })
  })

  it('asks whether data are damaged only when the version before is back', async () => {
    await using service = await startService({ SERVICE })
    let asked = 0
    const options = {
      *corruptsAfterRevert() {
        asked++
        return true
      },
    }
    const observed = new Observed({ port: portOf(service.url), mechanisms: QUIET, options })
    observed.land(REVISION, 'r0')
    observed.workload = deploymentOf(REVISION, { available: 2 })
    const verify = () => observed.run(observed.observation.verify(observed.deployment))
    expect(await verify()).toMatchObject({ dataCorrupted: false })
    observed.releases.land(PLACE, { service: SERVICE, revision: 'r0', image: '' })
    observed.workload = deploymentOf('r0', { available: 2 })
    expect(await verify()).toEqual({ healthy: true, dataCorrupted: true })
    expect(asked).toBe(1)
  })
})
