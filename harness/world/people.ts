import { external, type Process } from '../../src/kernel/index.ts'
import { Crew } from '../../src/world/sim/crew.ts'
import type { Flaw } from '../../src/world/sim/flaw.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import type { SimDeployment } from '../../src/world/sim/sim-deployment.ts'
import type { SimState } from '../../src/world/sim/state.ts'
import { Steps } from '../../src/world/sim/steps.ts'
import type { Deployment, MigrateWork, Result, Review } from '../../src/world/world.ts'
import type { Typed } from '../kubectl/kubectl.ts'

/** What people do wrong, and put right, to the real things. */
export interface Handiwork {
  /** Somebody broke a service for which no version of it is to blame. */
  damage(flaw: Flaw, deployment: Deployment): void
  /** Somebody takes care of what a plan of the region would take away; resolves when such a plan finds nothing of it any more. */
  clearDrift(region: string, signal: AbortSignal): Promise<void>
}

/**
 * People, who are the same in both worlds: nobody sits at this machine, so what they need is drawn as in the simulator and waited for.
 * What they do is real.
 */
export class People {
  readonly crew: Crew
  private readonly state: SimState
  private readonly handiwork: Handiwork
  /** Regions whose plan was refused, and whose drift has to be taken care of. */
  private readonly drifted = new Set<string>()

  constructor(state: SimState, handiwork: Handiwork) {
    this.state = state
    this.handiwork = handiwork
    this.crew = new Crew(state, {
      clearDrift: (region) => void this.drifted.add(region),
      damage: (flaw, d, deployment) => {
        d.flaws.push(flaw)
        handiwork.damage(flaw, deployment)
      },
    })
  }

  /** As the crew reviews; a plan that is refused has been taken care of when this returns, so that the next one can be applied. */
  *review(review: Review, d: SimDeployment, deployment: Deployment): Process<Result> {
    const result = yield* this.crew.review(review, d, deployment)
    if (review.subject !== 'plan' || !this.drifted.delete(review.region)) return result
    yield* external(this.state.kernel, (signal) => this.handiwork.clearDrift(review.region, signal))
    return result
  }

  /** Somebody changes the context and types the command of a rollout. */
  *types({ service, place, back }: Typed, d: SimDeployment): Process {
    const { people } = this.state.mechanisms
    const region = this.state.scenario.fleet.regions.findIndex(({ name }) => name === place)
    const purpose = back ? PURPOSE.rollBack : PURPOSE.kubectl
    yield* this.crew.busy(d.draws.person(people.kubectl, this.state.key(service), purpose, region))
  }

  /** Somebody starts a migration. */
  *startsMigration(work: MigrateWork, d: SimDeployment, deployment: Deployment): Process {
    const { people } = this.state.mechanisms
    const time = d.draws.person(people.manualStep, this.state.key('deployment'), PURPOSE.migration)
    yield* new Steps(this.state.kernel, work.job, deployment).take('manual-step', time)
  }

  /** Somebody looks whether a migration did what it should. */
  *looksAtMigration(work: MigrateWork, d: SimDeployment, deployment: Deployment): Process {
    const { database } = this.state.mechanisms
    const time = d.draws.person(database.verifyByHand, this.state.key('deployment'), PURPOSE.migrationVerify)
    yield* new Steps(this.state.kernel, work.job, deployment).take('review', time)
  }
}
