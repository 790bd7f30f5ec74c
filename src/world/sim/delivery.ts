import type { Process } from '../../kernel/index.ts'
import type { Deployment, DeployWork, Result } from '../world.ts'
import type { Argo } from './argo.ts'
import { workingDayOf } from './calendar.ts'
import type { Crew } from './crew.ts'
import { type Flaw, failureOf } from './flaw.ts'
import { kubectlRollout } from './kubectl.ts'
import { PURPOSE } from './purpose.ts'
import type { RolloutOrder } from './rollout-order.ts'
import type { Rollouts } from './rollouts.ts'
import type { Release, SimDeployment } from './sim-deployment.ts'
import { imageOf, type Sources } from './sources.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'
import { wavesOf } from './waves.ts'

const OK: Result = { ok: true }

/** Bringing revisions to staging and production, and what is noticed there before users notice. */
export class Delivery {
  private readonly state: SimState
  private readonly crew: Crew
  private readonly argo: Argo
  private readonly rollouts: Rollouts
  private readonly sources: Sources

  constructor(of: {
    state: SimState
    crew: Crew
    argo: Argo
    rollouts: Rollouts
    sources: Sources
  }) {
    this.state = of.state
    this.crew = of.crew
    this.argo = of.argo
    this.rollouts = of.rollouts
    this.sources = of.sources
  }

  *deploy(work: DeployWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const waves = work.spec.waves ? wavesOf(work.services, this.state.services) : [work.services]
    for (const [index, wave] of waves.entries()) {
      const orders = wave.map((service) => this.order(service, work, d))
      if (work.spec.delivery === 'gitops') yield* this.argo.sync(orders, index > 0, d, deployment)
      else yield* this.byHand(orders, d, deployment)
    }
    if (work.region === 'staging') return this.checkStaging(work, d, deployment)
    return this.checkProvenance(work, d)
  }

  /** A smoke test after a rollout: it shows a defect of the service with some probability. */
  *smokeTest(work: DeployWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const { people, detection } = this.state.mechanisms
    const byPerson = work.spec.smokeTest === 'person'
    if (!byPerson) {
      const steps = new Steps(this.state.kernel, work.job, deployment)
      const time = d.draws.machine(detection.smokeSuite, this.state.key('deployment'), PURPOSE.smokeTest)
      yield* steps.take('smoke-test', time)
    }
    for (const service of work.services) {
      if (byPerson) {
        const from = this.state.kernel.now
        yield* this.crew.busy(d.draws.person(people.smokeTest, this.state.key(service), PURPOSE.smokeTest))
        new Steps(this.state.kernel, work.job, deployment, { service }).since('smoke-test', from)
      }
      const shown = d.live(service).find((flaw) => flaw.symptom.kind === 'errors' && d.landedFlaws.has(flaw.id))
      if (shown === undefined) continue
      if (!d.draws.chance(detection.smokeTestCatches, this.state.key(service), PURPOSE.smokeCatches)) continue
      const failure = failureOf(shown, 'rollout-failure', `the smoke test of ${service} failed`)
      d.raise({ path: 'smoke-test', failure })
    }
    return OK
  }

  private *byHand(orders: readonly RolloutOrder[], d: SimDeployment, deployment: Deployment): Process {
    const one = (order: RolloutOrder) =>
      kubectlRollout({ state: this.state, crew: this.crew, rollouts: this.rollouts }, order, d, deployment)
    if (orders.length === 1) yield* one(orders[0]!)
    else yield* this.state.kernel.together(orders.map(one))
  }

  private order(service: string, work: DeployWork, d: SimDeployment): RolloutOrder {
    const release = d.built.get(service) ?? this.releaseAtHead(service, d)
    const { strategy } = work.spec
    const order = { service, region: work.region, release, job: work.job, back: false }
    return strategy === undefined || work.region === 'staging' ? order : { ...order, strategy }
  }

  /** A pipeline without a build job deploys what somebody else built from the head of the branch. */
  private releaseAtHead(name: string, d: SimDeployment): Release {
    const head = this.sources.head(name, workingDayOf(this.state.kernel.now))
    const image = imageOf(this.state.service(name), head)
    return { source: head.source, intended: head.source, image, label: `d${d.address.deployment}` }
  }

  /** What staging shows of the flaws that are still there. */
  private checkStaging(work: DeployWork, d: SimDeployment, deployment: Deployment): Result {
    for (const service of work.services) {
      for (const flaw of d.live(service)) {
        if (!this.showsInStaging(flaw, d)) continue
        const by = flaw.symptom.kind === 'stale' ? 'provenance-check' : 'staging'
        d.caught(flaw, by, this.state.kernel.now, deployment)
        return { ok: false, failure: failureOf(flaw, 'defect-found', `staging shows a problem with ${service}`) }
      }
    }
    return OK
  }

  private showsInStaging(flaw: Flaw, d: SimDeployment): boolean {
    const { detection } = this.state.mechanisms
    const entity = this.state.key(flaw.service)
    if (flaw.symptom.kind === 'stale') return this.state.scenario.pipeline.provenanceCheck
    if (flaw.symptom.kind === 'platform-damage') return false
    const crash = flaw.symptom.kind !== 'errors'
    const probability = crash ? detection.stagingCatchesCrash : detection.stagingCatchesErrors
    return d.draws.chance(probability, entity, PURPOSE.stagingCatches, flaw.cause === 'code-defect' ? 0 : 1)
  }

  /** Built revision = intended revision? Only this comparison finds a stale build: everything else is green. */
  private checkProvenance(work: DeployWork, d: SimDeployment): Result {
    if (!this.state.scenario.pipeline.provenanceCheck) return OK
    for (const service of work.services) {
      const release = d.built.get(service)
      const stale = d.live(service).find((flaw) => flaw.symptom.kind === 'stale')
      if (release === undefined || release.source === release.intended || stale === undefined) continue
      const failure = failureOf(
        stale,
        'policy-violation',
        `${service} runs revision ${release.source}, not ${release.intended}`,
      )
      d.raise({ path: 'provenance-check', failure })
    }
    return OK
  }
}
