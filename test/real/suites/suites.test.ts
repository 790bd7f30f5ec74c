import { afterAll, beforeAll, expect, it } from 'vitest'
import { urlOf } from '../../../harness/databases/addresses.ts'
import { databasesComponent } from '../../../harness/databases/component.ts'
import { Connection } from '../../../harness/databases/connection.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { labelled } from '../../../harness/docker/resources.ts'
import { labelsOf } from '../../../harness/run/run.ts'
import { suitesComponent } from '../../../harness/suites/component.ts'
import { losesRace } from '../../../harness/suites/plan-suite.ts'
import { SuiteJobs, type SuiteJobsOptions } from '../../../harness/suites/suite-jobs.ts'
import { Kernel, type Process } from '../../../src/kernel/index.ts'
import { constant } from '../../../src/model/distribution.ts'
import { type FleetInput, fleetSchema } from '../../../src/model/fleet.ts'
import { type JobOf, jobSchema } from '../../../src/model/pipeline.ts'
import { RandomSource } from '../../../src/random/index.ts'
import type { TestWork } from '../../../src/world/world.ts'
import { describeWith } from '../describe-with.ts'
import { Bench } from '../real-run.ts'
import { inRealTime, RecordedDeployment } from '../real-time.ts'
import { region } from '../small-fleet.ts'

const suite = (flakyRate: number, ms = 1_200) => [
  { name: 'integration', kind: 'integration' as const, duration: constant(ms), flakyRate },
]
const fleetInput: FleetInput = {
  regions: [region('us-east-1')],
  services: [
    { name: 'steady', suites: suite(0) },
    { name: 'flaky', suites: suite(0.5) },
    { name: 'long', suites: suite(0, 10_000) },
  ],
}
const fleet = fleetSchema.parse(fleetInput)

function testWork(service: string, settings: Partial<JobOf<'test'>> = {}, attempt = 1): TestWork {
  const spec = jobSchema.parse({ kind: 'test', name: 'test', ...settings }) as JobOf<'test'>
  return { job: `test ${service}`, spec, service, attempt }
}

describeWith(['docker'], 'integration suites on PostgreSQL and Redis', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await Bench.of(fleetInput)
    await bench.up(dockerComponent)
    await bench.up(databasesComponent)
    await bench.up(suitesComponent)
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  function jobsOf(options: Partial<SuiteJobsOptions> = {}) {
    const kernel = new Kernel()
    const databases = bench.factsOf(databasesComponent)
    const random = new RandomSource(1)
    const jobs = new SuiteJobs(kernel, { run: bench.run, fleet, databases, random, ...options })
    return { kernel, jobs, run: <T>(process: Process<T>, signal?: AbortSignal) => inRealTime(kernel, process, signal) }
  }

  const suiteContainers = async () => (await labelled(labelsOf(bench.run, 'suites'))).containers

  it('run in containers of their own, which are gone afterwards', async () => {
    const { jobs, run } = jobsOf()
    const deployment = new RecordedDeployment()
    expect(await run(jobs.test(testWork('steady', { workers: 3 }), deployment))).toEqual({ ok: true })
    expect(deployment.steps).toEqual(['state-set-up', 'suite'])
    expect(await suiteContainers()).toEqual([])
  })

  it('take turns on shared databases, and leave none of theirs', async () => {
    const { kernel, jobs, run } = jobsOf()
    const [first, second] = [new RecordedDeployment(1), new RecordedDeployment(2)]
    const work = testWork('steady', { state: 'shared-databases', workers: 2 })
    const results = await run(kernel.together([jobs.test(work, first), jobs.test(work, second)]))
    expect(results).toEqual([{ ok: true }, { ok: true }])
    expect([first.steps, second.steps].toSorted((a, b) => a.length - b.length)).toEqual([
      ['state-set-up', 'suite'],
      ['lock-wait', 'state-set-up', 'suite'],
    ])
    const { signal } = new AbortController()
    const { postgres } = bench.factsOf(databasesComponent)
    await using admin = await Connection.open(urlOf(postgres, 'postgres'), 'test', signal)
    expect(await admin.rows("SELECT datname FROM pg_database WHERE datname LIKE 'suite%'", [], signal)).toEqual([])
  })

  it('fail now and then though nothing is wrong, in the runs that the seed says, and pass when they are run again', async () => {
    const random = new RandomSource(1)
    const flaky = fleet.services[1]!
    const lost = (attempt: number, again = 0) =>
      losesRace(flaky, flaky.suites[0]!, attempt * 2 + again, random.scope(0, 0))
    const attempts = Array.from({ length: 100 }, (_, index) => index + 1)
    const loses = attempts.find((attempt) => lost(attempt) && !lost(attempt, 1))!
    const wins = attempts.find((attempt) => !lost(attempt))!
    const settings = { state: 'shared-databases', workers: 2 } as const
    const { jobs, run } = jobsOf({ random })

    const deployment = new RecordedDeployment()
    const failed = await run(jobs.test(testWork('flaky', settings, loses), deployment))
    expect(failed).toMatchObject({ ok: false, failure: { class: 'flaky-test', service: 'flaky' } })
    expect(deployment.steps).toEqual(['state-set-up', 'suite', 'rerun'])
    expect(await run(jobs.test(testWork('flaky', settings, wins), new RecordedDeployment()))).toEqual({ ok: true })
  })

  it('find a defect, which fails again when it is run again', async () => {
    const { jobs, run } = jobsOf({ defects: () => ['integration'] })
    const work = testWork('steady', { state: 'shared-databases' })
    expect(await run(jobs.test(work, new RecordedDeployment()))).toMatchObject({
      ok: false,
      failure: { class: 'defect-found', cause: 'code-defect', message: expect.stringContaining('booking') },
    })
  })

  it('take less time on more workers', async () => {
    const { jobs, run } = jobsOf()
    const time = async (workers: number) => {
      const deployment = new RecordedDeployment()
      await run(jobs.test(testWork('long', { state: 'shared-databases', workers }), deployment))
      const step = deployment.of('step').find((event) => event.step === 'suite')!
      return step.at - step.from
    }
    expect(await time(4)).toBeLessThan(await time(1))
  })

  it('leave nothing when they are interrupted', async () => {
    const { jobs, run } = jobsOf()
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 1_000)
    const work = testWork('steady', { workers: 2 })
    await expect(run(jobs.test(work, new RecordedDeployment()), controller.signal)).rejects.toThrow()
    expect(await suiteContainers()).toEqual([])
  })
})
