import { describe, expect, it } from 'vitest'
import { KindFaultsOfDeployment } from '../../../harness/faults/kind-faults-of-deployment.ts'
import { type Asking, KindSteadyState } from '../../../harness/faults/kind-steady-state.ts'
import type { Place, PodSeen } from '../../../src/faults/hooks.ts'
import { errorRatio, readyReplicas } from '../../../src/faults/steady-state.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { chaosSchema, type SteadyState } from '../../../src/model/chaos.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import { SimState } from '../../../src/world/sim/state.ts'
import { Steps } from '../../../src/world/sim/steps.ts'
import { RecordedDeployment } from '../../real/recorded-deployment.ts'

/** Users who are answered at once, and of whose requests as many fail as the test says. */
class FakeUsers implements Asking {
  failing = 0
  canSay = false
  isAsking = false

  run(signal: AbortSignal): Promise<void> {
    setTimeout(() => {
      this.canSay = true
    }, 20)
    this.isAsking = true
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        this.isAsking = false
        resolve()
      })
    })
  }

  /** Fresh requests find that all is well again. */
  forget(): void {
    this.failing = 0
  }
}

const region = (name: string) => ({
  name,
  nodeGroups: [{ name: 'n', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }],
})

/** A production of two regions under an experiment, in which a test may break things. */
class Experiment {
  readonly kernel = new Kernel()
  readonly deployment = new RecordedDeployment(['payment'])
  readonly users = new Map<string, FakeUsers>()
  readonly ready = new Map([
    ['north', 2],
    ['south', 2],
  ])
  readonly faults = new KindFaultsOfDeployment(this.kernel)
  readonly steadyState: KindSteadyState

  constructor(...steadyState: SteadyState[]) {
    const { kernel, deployment } = this
    const scenario = scenarioSchema.parse({
      name: 'experiment',
      fleet: { regions: [region('north'), region('south')], services: [{ name: 'payment', replicas: 2 }] },
      pipeline: { stages: [{ name: 'build', jobs: [{ kind: 'build', name: 'images' }] }] },
      deployments: { perDay: 1 },
    })
    const state = new SimState({ kernel, scenario, seed: 1, stretch: 0 })
    const chaos = chaosSchema.parse({ steadyState })
    this.steadyState = new KindSteadyState({
      ...{ state, chaos, deployment },
      usersOf: ({ service, region }) => {
        const users = new FakeUsers()
        this.users.set(`${service} in ${region}`, users)
        return users
      },
      pods: {
        seen: ({ region }: Place) => Array.from({ length: this.ready.get(region) ?? 0 }, (_, id) => pod(`${id}`)),
      },
    })
  }

  /** Runs a process in real time, to its end. */
  async run<T>(process: Process<T>): Promise<T> {
    const task = this.kernel.spawn(process)
    await runInRealTime(this.kernel)
    return task.result
  }

  get looks() {
    return this.deployment.of('steady-state').map(({ phase, probe, value, held }) => [phase, probe, value, held])
  }
}

const pod = (id: string): PodSeen => ({
  id,
  revision: 'r1',
  restarts: 0,
  ready: true,
  started: true,
  lacksImage: false,
  node: undefined,
})

// They wait for real seconds, each with an experiment of its own: side by side.
describe.concurrent('the steady state of a real production', () => {
  it('is the worst over regions: replicas that are ready, and requests of users who ask as long as the experiment lasts', async () => {
    const experiment = new Experiment(errorRatio().atMost(0.1), readyReplicas('payment').atLeast(0.5))
    const { steadyState, faults, users, ready } = experiment
    await experiment.run(
      (function* () {
        expect(yield* faults.heldBefore(() => steadyState, false)).toBe(true)
        expect([...users.values()].map(({ isAsking }) => isAsking)).toEqual([true, true])
        users.get('payment in south')!.failing = 0.4
        ready.set('north', 0)
        yield 15_500
        ready.set('north', 2)
        yield* faults.finish()
      })(),
    )
    expect(experiment.looks).toEqual([
      ['before', 'error-ratio <= 0.1', 0, true],
      ['before', 'ready-replicas of payment >= 0.5', 1, true],
      ['during', 'error-ratio <= 0.1', 0.4, false],
      ['during', 'ready-replicas of payment >= 0.5', 0, false],
      ['after', 'error-ratio <= 0.1', 0, true],
      ['after', 'ready-replicas of payment >= 0.5', 1, true],
    ])
    expect([...users.values()].map(({ isAsking }) => isAsking)).toEqual([false, false])
  })

  it('lets no fault in where it does not hold before, and sends the users away', async () => {
    const experiment = new Experiment(readyReplicas('payment').atLeast(1), errorRatio().atMost(0.1))
    experiment.ready.set('south', 1)
    const held = await experiment.run(
      (function* (): Process<boolean> {
        const before = yield* experiment.faults.heldBefore(() => experiment.steadyState, false)
        yield* experiment.faults.finish()
        return before
      })(),
    )
    expect(held).toBe(false)
    expect(experiment.looks[0]).toEqual(['before', 'ready-replicas of payment >= 1', 0.5, false])
    expect([...experiment.users.values()].some(({ isAsking }) => isAsking)).toBe(false)
  })

  it('takes the fault out at a deviation where the experiment says so', async () => {
    const experiment = new Experiment(readyReplicas('payment').atLeast(1))
    const { faults, steadyState, ready, kernel } = experiment
    const repairedAt = await experiment.run(
      (function* (): Process<number> {
        yield* faults.heldBefore(() => steadyState, true)
        ready.set('south', 1)
        yield* faults.repaired.wait()
        const at = kernel.now
        ready.set('south', 2)
        yield* faults.finish()
        return at
      })(),
    )
    expect(repairedAt).toBeGreaterThanOrEqual(15_000)
    expect(repairedAt).toBeLessThan(17_000)
  }, 30_000)

  it('is looked at before the work of the deployment begins, however many faults there are', async () => {
    const experiment = new Experiment(errorRatio().atMost(0.1))
    const { faults, steadyState, kernel, deployment } = experiment
    const order: string[] = []
    const injection = function* (name: string): Process {
      yield* faults.heldBefore(() => steadyState, false)
      order.push(name)
    }
    await experiment.run(
      (function* () {
        // In the order of the orchestrator: faults first, then the pipeline.
        const injections = ['first', 'second'].map((name) => kernel.spawn(injection(name)))
        const work = kernel.spawn(
          (function* () {
            yield* faults.interceptions.before(
              { point: 'build', job: 'images' },
              new Steps(kernel, 'images', deployment),
            )
            order.push(`work after ${experiment.looks.length} look`)
          })(),
        )
        for (const task of [...injections, work]) yield* task.join()
        yield* faults.finish()
      })(),
    )
    expect(order.toSorted()).toEqual(['first', 'second', 'work after 1 look'])
    expect(deployment.of('steady-state').filter(({ phase }) => phase === 'before')).toHaveLength(1)
  })

  it('is not taken for held when nobody could look: an interrupted first look is none', async () => {
    const experiment = new Experiment(errorRatio().atMost(0.1))
    expect(experiment.steadyState.heldBefore).toBe(false)
    await experiment.run(experiment.faults.finish())
    expect(experiment.looks).toEqual([])
  })
})
