import { Sources } from '../../../harness/sources/sources.ts'
import { KindWorld, type KindWorldParts } from '../../../harness/world/kind-world.ts'
import { People } from '../../../harness/world/people.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { constant } from '../../../src/model/distribution.ts'
import { jobSchema } from '../../../src/model/pipeline.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import { SimState } from '../../../src/world/sim/state.ts'
import type { DeployWork, Result } from '../../../src/world/world.ts'
import { RecordedDeployment } from '../../real/recorded-deployment.ts'

export const SERVICE = 'payment'
export const REGION = 'north'

/** What work that no test asks for says. */
function* unasked(): Process<never> {
  throw new Error('no test asks for this')
}
const nothing = (): void => {}

/** The world of real things with no things in it, but for those that a test puts there; one service, and one deployment that changes it. */
export class BareWorld {
  readonly kernel = new Kernel()
  readonly deployment = new RecordedDeployment([SERVICE])
  readonly world: KindWorld

  constructor(parts: Partial<KindWorldParts>) {
    const { kernel } = this
    const scenario = scenarioSchema.parse({
      name: 'bare',
      fleet: {
        regions: [
          { name: REGION, nodeGroups: [{ name: 'nodes', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] },
        ],
        services: [{ name: SERVICE }],
      },
      pipeline: { stages: [{ name: 'build', jobs: [{ kind: 'build', name: 'images' }] }] },
      deployments: { perDay: 1, changedServices: constant(1) },
      mechanisms: { defects: { perChangedService: 0 } },
    })
    const state = new SimState({ kernel, scenario, seed: 1, stretch: 0 })
    this.world = new KindWorld({
      kernel,
      state,
      sources: new Sources(),
      runner: { prepareRunner: unasked },
      builder: { build: unasked },
      kubectl: { deploy: unasked, rollBackByHand: unasked },
      production: { mistake: nothing, forgetMistakes: nothing, revert: unasked, repair: unasked },
      people: new People(state, { damage: nothing, clearDrift: async () => {} }),
      observation: { watch: unasked, smokeTest: unasked, verify: unasked, checkStaging: unasked },
      ...parts,
    })
  }

  /** Brings the service to production, in the deployment that changes it. */
  *deploy(delivery: 'kubectl' | 'gitops' = 'kubectl'): Process<Result> {
    const { world, deployment } = this
    yield* world.change(deployment.address)
    const spec = jobSchema.parse({ kind: 'deploy', name: 'production', environment: 'production', delivery })
    const work = { job: 'production', spec, region: REGION, services: [SERVICE] } as DeployWork
    return yield* world.deploy(work, deployment)
  }

  /** Runs a process in real time, to its end. */
  async run<T>(process: Process<T>): Promise<T> {
    const task = this.kernel.spawn(process)
    await runInRealTime(this.kernel)
    return task.result
  }
}
