import { type Process, Semaphore } from '../../kernel/index.ts'
import type { Service, Suite } from '../../model/fleet.ts'
import type { Deployment, Result, TestWork } from '../world.ts'
import { failureOf } from './flaw.ts'
import { PURPOSE } from './purpose.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

/**
 * Test suites: state set-up, shards, flaky failures, and what the tests find. Suites on shared databases take turns,
 * because each needs them in a state of its own.
 */
export class Suites {
  private readonly state: SimState
  private readonly sharedDatabases: Semaphore

  constructor(state: SimState) {
    this.state = state
    this.sharedDatabases = new Semaphore(state.kernel, { name: 'shared test databases', capacity: 1 })
  }

  *run(work: TestWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const service = this.state.service(work.service)
    const steps = new Steps(this.state.kernel, work.job, deployment, { service: work.service })
    for (const [index, suite] of service.suites.entries()) {
      if (work.spec.suites !== 'all' && suite.kind !== work.spec.suites) continue
      const result = yield* this.suite(suite, index, service, work, d, steps)
      if (!result.ok) return result
      const found = this.find(suite, service, d, deployment)
      if (!found.ok) return found
    }
    return { ok: true }
  }

  private *suite(
    suite: Suite,
    index: number,
    service: Service,
    work: TestWork,
    d: SimDeployment,
    steps: Steps,
  ): Process<Result> {
    const { kernel } = this.state
    const entity = this.state.key(service.name)
    const run = work.attempt * 100 + index
    const shared = suite.kind === 'integration' && work.spec.state === 'shared-databases'
    const queuedAt = kernel.now
    if (shared && !this.sharedDatabases.tryAcquire()) yield this.sharedDatabases.request()
    try {
      steps.since('lock-wait', queuedAt)
      if (suite.kind === 'integration') yield* steps.take('state-set-up', this.setUp(shared, d, service, run))
      yield* steps.take('suite', this.duration(suite, work.spec.workers, d, service, index))
    } finally {
      if (shared) this.sharedDatabases.release()
    }
    if (!d.draws.chance(suite.flakyRate, entity, PURPOSE.flaky, run)) return { ok: true }
    return {
      ok: false,
      failure: {
        class: 'flaky-test',
        cause: 'flaky-test',
        message: `suite ${suite.name} of ${service.name} failed although nothing is wrong`,
        service: service.name,
      },
    }
  }

  private setUp(shared: boolean, d: SimDeployment, service: Service, run: number): number {
    const { test } = this.state.mechanisms
    const of = shared ? test.sharedStateSetUp : test.containerStart
    return d.draws.machine(of, this.state.key(service.name), PURPOSE.stateSetUp, run)
  }

  /** Work split over workers: the longest shard, and what each further worker costs. */
  private duration(suite: Suite, workers: number, d: SimDeployment, service: Service, index: number): number {
    const { test } = this.state.mechanisms
    const serial = d.draws.machine(suite.duration, this.state.key(service.name), PURPOSE.suite, index)
    if (workers === 1) return serial
    return Math.round((serial / workers) * test.shardImbalance + test.shardOverhead * (workers - 1))
  }

  /** Defects of the service that this kind of suite can find, each with its probability. */
  private find(suite: Suite, service: Service, d: SimDeployment, deployment: Deployment): Result {
    const { test } = this.state.mechanisms
    const [probability, purpose] =
      suite.kind === 'unit'
        ? [test.unitCatches, PURPOSE.unitCatches]
        : [test.integrationCatches, PURPOSE.integrationCatches]
    for (const flaw of d.live(service.name)) {
      if (flaw.cause !== 'code-defect' || !d.draws.chance(probability, this.state.key(service.name), purpose)) continue
      d.caught(flaw, `${suite.kind}-tests`, this.state.kernel.now, deployment)
      return {
        ok: false,
        failure: failureOf(flaw, 'defect-found', `suite ${suite.name} of ${service.name} found a defect`),
      }
    }
    return { ok: true }
  }
}
