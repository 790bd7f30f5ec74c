import type { V1Deployment, V1Pod } from '@kubernetes/client-node'
import { Observation } from '../../../harness/observation/observation.ts'
import type { ObservationOptions } from '../../../harness/observation/options.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { constant } from '../../../src/model/distribution.ts'
import { type ScenarioInput, scenarioSchema } from '../../../src/model/scenario.ts'
import { SimState } from '../../../src/world/sim/state.ts'
import { RecordedDeployment } from '../../real/recorded-deployment.ts'
import { placeOn } from '../k6/places.ts'

export const PLACE = 'north'
export const SERVICE = 'payment'
export const REVISION = 'r1-0123456789ab'

/** Everything that takes minutes takes tenths of a second. */
const QUICK: ScenarioInput['mechanisms'] = {
  detection: {
    scrapeInterval: 200,
    ruleInterval: 200,
    alertFor: 400,
    notification: 100,
    syntheticInterval: 300,
    watchNotices: constant(500),
  },
  people: { customerReport: constant(1_000), smokeTest: constant(100), verifyByHand: constant(100) },
  cluster: { readinessPatience: 300 },
}

/** What a test wants of the scenario, of what runs, and of what is seen of it. */
export interface Wanted {
  readonly pipeline?: Partial<ScenarioInput['pipeline']>
  readonly mechanisms?: ScenarioInput['mechanisms']
  readonly port?: number
  readonly options?: Partial<ObservationOptions> | ((kernel: Kernel) => Partial<ObservationOptions>)
}

/**
 * An observation of one service in one place. What the watches of a cluster would show of its pods and its Deployment is what the test
 * put there; everything else, requests among it, is real.
 */
export class Observed {
  readonly kernel = new Kernel()
  readonly releases = new Releases()
  readonly deployment = new RecordedDeployment([SERVICE])
  readonly observation: Observation
  readonly state: SimState
  pods: readonly V1Pod[] = []
  workload: V1Deployment | undefined

  constructor({ pipeline, mechanisms, port, options }: Wanted = {}) {
    const scenario = scenarioSchema.parse({
      name: 'observed',
      fleet: {
        regions: [
          { name: PLACE, nodeGroups: [{ name: 'nodes', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] },
        ],
        services: [{ name: SERVICE }],
      },
      pipeline: {
        stages: [{ name: 'build', jobs: [{ kind: 'build', name: 'images' }] }],
        ...pipeline,
      },
      deployments: { perDay: 1 },
      mechanisms: { ...QUICK, ...mechanisms },
    })
    this.state = new SimState({ kernel: this.kernel, scenario, seed: 1, stretch: 0 })
    this.observation = new Observation({
      state: this.state,
      places: [placeOn(PLACE, port === undefined ? {} : { [SERVICE]: port })],
      releases: this.releases,
      sight: () => ({ pods: () => this.pods, deployment: () => this.workload }),
      *busy(ms) {
        yield ms
      },
      ...(typeof options === 'function' ? options(this.kernel) : options),
    })
  }

  /** The deployment brings a revision to the place. */
  land(revision = REVISION, before?: string): void {
    if (before !== undefined) this.releases.land(PLACE, { service: SERVICE, revision: before, image: '' })
    this.releases.land(PLACE, { service: SERVICE, revision, image: '' }, this.deployment.address)
  }

  async run<T>(process: Process<T>): Promise<T> {
    const task = this.kernel.spawn(process)
    await runInRealTime(this.kernel)
    return task.result
  }

  /** What the watch says; undefined when nobody has spoken after `limitMs`. Meanwhile, and no longer, `changes` may change what is seen. */
  async watch(limitMs: number, changes?: Process) {
    const { kernel, observation, deployment } = this
    return await this.run(
      (function* () {
        // The instant 0 is a multiple of every interval.
        yield 1
        const changing = changes === undefined ? undefined : kernel.spawn(changes)
        const watch = kernel.spawn(observation.watch(deployment))
        const pause = kernel.spawn(sleep(limitMs))
        yield* kernel.race<unknown>([watch, pause])
        pause.interrupt('over')
        changing?.interrupt('over')
        if (watch.done) return watch.result
        watch.interrupt('over')
        return undefined
      })(),
    )
  }
}

function* sleep(ms: number): Process {
  yield ms
}
