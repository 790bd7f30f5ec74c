import { external, type Kernel, type Process, Semaphore } from '../../src/kernel/index.ts'
import { formatAddress } from '../../src/model/events.ts'
import type { Fleet, Service, Suite } from '../../src/model/fleet.ts'
import type { RandomSource } from '../../src/random/index.ts'
import { type Deployment, type Result, step, type TestWork, type World } from '../../src/world/world.ts'
import type { DatabaseFacts } from '../databases/component.ts'
import type { Run } from '../run/run.ts'
import { judge } from './judge.ts'
import { losesRace, planSuite } from './plan-suite.ts'
import { WorkerDiedError } from './run-shard.ts'
import { runSuite } from './run-suite.ts'
import { ownContainers, type SuiteState, sharedDatabases } from './suite-state.ts'
import type { CaseResult } from './test-case.ts'

/** What the suites run on and with. */
export interface SuiteJobsOptions {
  readonly run: Run
  readonly fleet: Fleet
  /** Servers that suites share where a job says so. */
  readonly databases: DatabaseFacts
  readonly random: RandomSource
  /** Kinds of suites that show a defect in the code of a service. Default: there is no defect. */
  readonly defects?: (service: string, deployment: Deployment) => readonly Suite['kind'][]
}

/** A run of a suite and the repetition of what failed in it draw apart. */
const DRAWS_PER_RUN = 2

/** Serves `test`: suites in parallel worker processes, integration suites on PostgreSQL and Redis. */
export class SuiteJobs implements Pick<World, 'test'> {
  private readonly kernel: Kernel
  private readonly options: SuiteJobsOptions
  private readonly turns: Semaphore
  /** How many more runs of suites of a service in a deployment lose their race. */
  private readonly races = new Map<string, number>()

  constructor(kernel: Kernel, options: SuiteJobsOptions) {
    this.kernel = kernel
    this.options = options
    this.turns = new Semaphore(kernel, { name: 'shared test databases', capacity: 1 })
  }

  /** The next run of a suite of this service in this deployment loses its race, although nothing is wrong. */
  loseRace(service: string, deployment: Deployment): void {
    const key = raceKey(service, deployment)
    this.races.set(key, (this.races.get(key) ?? 0) + 1)
  }

  *test(work: TestWork, deployment: Deployment): Process<Result> {
    const service = this.options.fleet.services.find(({ name }) => name === work.service)
    if (service === undefined) throw new RangeError(`the fleet has no service named "${work.service}"`)
    for (const suite of service.suites) {
      if (work.spec.suites !== 'all' && suite.kind !== work.spec.suites) continue
      const result = yield* this.suite(suite, service, work, deployment)
      if (!result.ok) return result
    }
    return { ok: true }
  }

  private *suite(suite: Suite, service: Service, work: TestWork, deployment: Deployment): Process<Result> {
    if (suite.kind === 'unit') return yield* this.onState(undefined, suite, service, work, deployment)
    const isShared = work.spec.state === 'shared-databases'
    const { kernel } = this
    const queuedAt = kernel.now
    if (isShared && !this.turns.tryAcquire()) yield this.turns.request()
    let state: SuiteState | undefined
    try {
      const from = kernel.now
      if (from > queuedAt) deployment.record(step(from, queuedAt, work.job, 'lock-wait', { service: service.name }))
      state = yield* external(kernel, (signal) => this.setUp(isShared, work.spec.workers, signal))
      deployment.record(step(kernel.now, from, work.job, 'state-set-up', { service: service.name }))
      return yield* this.onState(state, suite, service, work, deployment)
    } finally {
      const made = state
      if (made !== undefined) yield* external(kernel, () => made[Symbol.asyncDispose]())
      if (isShared) this.turns.release()
    }
  }

  private *onState(
    state: SuiteState | undefined,
    suite: Suite,
    service: Service,
    work: TestWork,
    deployment: Deployment,
  ): Process<Result> {
    const { stretch, deployment: number } = deployment.address
    const draws = this.options.random.scope(stretch, number)
    const defective = this.options.defects?.(service.name, deployment).includes(suite.kind) ?? false
    const run = (cases: ReturnType<typeof planSuite>, index: number, as: 'suite' | 'rerun') => {
      const loses =
        losesRace(service, suite, index, draws) || (as === 'suite' && this.takesLostRace(service, deployment))
      const settings = { suite: suite.kind, cases, workers: work.spec.workers, loses, defective }
      return this.timed(state === undefined ? settings : { ...settings, state }, as, service, work, deployment)
    }
    try {
      const cases = planSuite(service, suite, draws)
      const failed = (yield* run(cases, work.attempt * DRAWS_PER_RUN, 'suite')).filter(({ passed }) => !passed)
      if (failed.length === 0) return { ok: true }
      const names = new Set(failed.map(({ name }) => name))
      const again = yield* run(
        cases.filter(({ name }) => names.has(name)),
        work.attempt * DRAWS_PER_RUN + 1,
        'rerun',
      )
      return { ok: false, failure: judge(service.name, failed, again) }
    } catch (error) {
      if (!(error instanceof WorkerDiedError)) throw error
      const { message } = error
      return { ok: false, failure: { class: 'runner-failure', cause: 'platform', message, service: service.name } }
    }
  }

  private takesLostRace({ name }: Service, deployment: Deployment): boolean {
    const left = this.races.get(raceKey(name, deployment)) ?? 0
    if (left > 0) this.races.set(raceKey(name, deployment), left - 1)
    return left > 0
  }

  private *timed(
    settings: Parameters<typeof runSuite>[0],
    as: 'suite' | 'rerun',
    service: Service,
    work: TestWork,
    deployment: Deployment,
  ): Process<readonly CaseResult[]> {
    const from = this.kernel.now
    try {
      return yield* external(this.kernel, (signal) => runSuite(settings, signal))
    } finally {
      deployment.record(step(this.kernel.now, from, work.job, as, { service: service.name }))
    }
  }

  private setUp(isShared: boolean, workers: number, signal: AbortSignal): Promise<SuiteState> {
    const { run, databases } = this.options
    return isShared ? sharedDatabases(databases, workers, signal) : ownContainers(run, workers, signal)
  }
}

const raceKey = (service: string, { address }: Deployment): string => `${formatAddress(address)} ${service}`
