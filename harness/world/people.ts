import type { Process } from '../../src/kernel/index.ts'
import { Crew } from '../../src/world/sim/crew.ts'
import type { Flaw } from '../../src/world/sim/flaw.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import type { SimDeployment } from '../../src/world/sim/sim-deployment.ts'
import type { SimState } from '../../src/world/sim/state.ts'
import { Steps } from '../../src/world/sim/steps.ts'
import type { Deployment, MigrateWork } from '../../src/world/world.ts'
import type { Typed } from '../kubectl/kubectl.ts'

/** What people do wrong, and put right, to the real things. */
export interface Handiwork {
  /** Somebody broke a service for which no version of it is to blame. */
  damage(flaw: Flaw, deployment: Deployment): void
  clearDrift(region: string): void
}

/**
 * People, who are the same in both worlds: nobody sits at this machine, so what they need is drawn as in the simulator and waited for.
 * What they do is real.
 */
export class People {
  readonly crew: Crew
  private readonly state: SimState

  constructor(state: SimState, handiwork: Handiwork) {
    this.state = state
    this.crew = new Crew(state, {
      clearDrift: (region) => handiwork.clearDrift(region),
      damage: (flaw, d, deployment) => {
        d.flaws.push(flaw)
        handiwork.damage(flaw, deployment)
      },
    })
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
