import type { Process } from '../../kernel/index.ts'
import type { Deployment, Result } from '../world.ts'
import type { Argo } from './argo.ts'
import type { Crew } from './crew.ts'
import { kubectlRollout } from './kubectl.ts'
import { PURPOSE } from './purpose.ts'
import type { RolloutOrder } from './rollout-order.ts'
import type { Rollouts } from './rollouts.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

const RECOVERY = 'recovery'

/** Going back to what ran before, by Git or by hand, and what that cannot heal. */
export class GoingBack {
  private readonly state: SimState
  private readonly crew: Crew
  private readonly argo: Argo
  private readonly rollouts: Rollouts
  private readonly wentBack = new Set<SimDeployment>()

  constructor(of: { state: SimState; crew: Crew; argo: Argo; rollouts: Rollouts }) {
    this.state = of.state
    this.crew = of.crew
    this.argo = of.argo
    this.rollouts = of.rollouts
  }

  /** Reverts the commit and asks Argo CD for a refresh; all services and regions that were touched go back at once. */
  *byGit(d: SimDeployment, deployment: Deployment): Process<Result> {
    const { kernel, mechanisms } = this.state
    const steps = new Steps(kernel, RECOVERY, deployment)
    this.wentBack.add(d)
    yield* steps.take(
      'command',
      d.draws.machine(mechanisms.gitops.commit, this.state.key('deployment'), PURPOSE.revertCommit),
    )
    return yield* this.argo.sync(this.orders(d), true, d, deployment)
  }

  /** One service after another, the last one first; its regions side by side. */
  *byHand(d: SimDeployment, deployment: Deployment): Process<Result> {
    this.wentBack.add(d)
    const orders = this.orders(d)
    for (const service of [...d.landed.keys()].reverse()) {
      const own = orders.filter((order) => order.service === service)
      yield* this.state.kernel.together(own.map((order) => kubectlRollout(this.tools, order, d, deployment)))
    }
    return { ok: true }
  }

  /** A person mends what is left. */
  *repair(d: SimDeployment): Process {
    yield* this.crew.repair(d)
    for (const flaw of d.flaws) flaw.caughtBy ??= 'repair'
    this.wentBack.delete(d)
  }

  /** Looks until it is sure: a person, or one round of scraping and rules. */
  *verify(d: SimDeployment): Process<{ dataCorrupted: boolean; healthy: boolean }> {
    const { people, detection } = this.state.mechanisms
    if (this.state.scenario.pipeline.monitoring === 'people') {
      yield* this.crew.busy(d.draws.person(people.verifyByHand, this.state.key('deployment'), PURPOSE.verify))
    } else {
      yield detection.scrapeInterval + detection.ruleInterval
    }
    const damaged = d.flaws.some((flaw) => flaw.symptom.kind === 'platform-damage' && flaw.caughtBy === undefined)
    return {
      healthy: !damaged,
      dataCorrupted: this.wentBack.has(d) && d.isPastReturn(this.state.kernel.now),
    }
  }

  private orders(d: SimDeployment): RolloutOrder[] {
    return [...d.landed].flatMap(([service, regions]) =>
      [...regions].map((region) => ({
        service,
        region,
        release: d.before.get(service)!,
        job: RECOVERY,
        back: true,
      })),
    )
  }

  private get tools(): { state: SimState; crew: Crew; rollouts: Rollouts } {
    return { state: this.state, crew: this.crew, rollouts: this.rollouts }
  }
}
