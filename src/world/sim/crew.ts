import type { Process } from '../../kernel/index.ts'
import type { Failure } from '../../model/failure.ts'
import type { Deployment, Detection, ManualWork, Result, Review, Work } from '../world.ts'
import type { Flaw } from './flaw.ts'
import { PURPOSE } from './purpose.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

const OK: Result = { ok: true }

/** What people's work leads to, beside the time that it takes; how it comes about is up to the world that they work in. */
export interface Consequences {
  /** What was changed by hand in a region is put right, because the plan that would have undone it was refused. */
  clearDrift(region: string): void
  /** A mistake damages the platform, whatever version runs on it. */
  damage(flaw: Flaw, d: SimDeployment, deployment: Deployment): void
}

/** The people: what they do takes time, has to wait while all of them are busy, and goes wrong now and then. */
export class Crew {
  private readonly state: SimState
  private readonly consequences: Consequences

  constructor(state: SimState, consequences: Consequences) {
    this.state = state
    this.consequences = consequences
  }

  /** Somebody is busy for so long. */
  *busy(ms: number): Process {
    const { people } = this.state
    if (!people.tryAcquire()) yield people.request()
    try {
      yield ms
    } finally {
      people.release()
    }
  }

  /** One step of a procedure. A mistake is noticed at once and mended, or it stays. */
  *step(work: ManualWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const { people } = this.state.mechanisms
    const { kernel } = this.state
    const steps = new Steps(kernel, work.job, deployment, work.region === undefined ? {} : { region: work.region })
    const entity = this.state.key('deployment')
    const index = stepIndex(work)
    const from = kernel.now
    const time = d.draws.person(people.manualStep, entity, PURPOSE.manualStep, index)
    yield* this.busy(time)
    const error = work.spec.checklist ? people.stepErrorWithChecklist : people.stepError
    const wrong = d.draws.chance(error, entity, PURPOSE.stepError, index)
    const noticed = wrong && d.draws.chance(people.selfCheck, entity, PURPOSE.selfCheck, index)
    if (noticed) yield* this.busy(time)
    steps.since('manual-step', from)
    deployment.record({ kind: 'manual.step', at: kernel.now, job: work.job, wrong, work: noticed ? 2 * time : time })
    if (wrong && !noticed) this.damage(work, d, index, deployment)
    return OK
  }

  *review(review: Review, d: SimDeployment, deployment: Deployment): Process<Result> {
    const { people } = this.state.mechanisms
    const steps = new Steps(this.state.kernel, review.job, deployment)
    const entity = this.state.key(review.subject === 'plan' ? review.region : 'deployment')
    const from = this.state.kernel.now
    if (review.subject !== 'plan') {
      const of = review.subject === 'test-results' ? people.resultsReview : people.approval
      const time = d.draws.person(of, entity, PURPOSE.review, SUBJECT_INDEX[review.subject])
      yield* this.busy(time)
      deployment.record({ kind: 'manual.step', at: this.state.kernel.now, job: review.job, wrong: false, work: time })
      steps.since(review.subject === 'test-results' ? 'review' : 'approval', from)
      if (review.subject === 'roll-back' && d.isPastReturn(this.state.kernel.now))
        return refused('the migration cannot be undone')
      return OK
    }
    const time = d.draws.person(people.planReview, entity, PURPOSE.review)
    yield* this.busy(time)
    steps.since('review', from)
    deployment.record({ kind: 'manual.step', at: this.state.kernel.now, job: review.job, wrong: false, work: time })
    if (!review.plan.destructive || !d.draws.chance(people.reviewCatches, entity, PURPOSE.reviewCatches)) return OK
    this.consequences.clearDrift(review.region)
    deployment.record({
      kind: 'flaw.caught',
      at: this.state.kernel.now,
      flaw: `drift in ${review.region}`,
      by: 'plan-review',
    })
    return {
      ok: false,
      failure: {
        class: 'destructive-plan',
        cause: 'drift',
        message: `the plan for ${review.region} would take away something that production needs`,
        region: review.region,
      },
    }
  }

  /** Whoever watches the pipeline sees a failed job and starts it again. */
  *restart(work: Work, d: SimDeployment, deployment: Deployment): Process {
    const from = this.state.kernel.now
    const { people } = this.state.mechanisms
    const index = deployment.change.services.length
    yield* this.busy(d.draws.person(people.noticeFailedJob, this.state.key('deployment'), PURPOSE.notice, index))
    new Steps(this.state.kernel, work.job, deployment).since('rerun', from)
  }

  /** From the detection to the decision: page, acknowledge, diagnose. Who watched the rollout need not be paged. */
  *diagnose(detection: Detection, d: SimDeployment): Process {
    const { people } = this.state.mechanisms
    const entity = this.state.key('deployment')
    const alerted = this.state.scenario.pipeline.monitoring === 'alerts'
    if (detection.path !== 'rollout-watch' && detection.path !== 'smoke-test') {
      yield d.draws.person(people.pageAcknowledge, entity, PURPOSE.page)
    }
    const of = alerted ? people.diagnoseWithMarkers : people.diagnoseByHand
    yield* this.busy(d.draws.person(of, entity, PURPOSE.diagnose))
  }

  *repair(d: SimDeployment): Process {
    const { people } = this.state.mechanisms
    yield* this.busy(d.draws.person(people.repair, this.state.key('deployment'), PURPOSE.repair))
  }

  /** What an unnoticed mistake damages depends on what the step touches. */
  private damage(work: ManualWork, d: SimDeployment, index: number, deployment: Deployment): void {
    const { people, defects } = this.state.mechanisms
    const entity = this.state.key('deployment')
    const { touches } = work.spec
    if (touches === 'nothing' || !d.draws.chance(people.stepHarms, entity, PURPOSE.damage, index)) return
    const services = d.change.services
    const service = services[Math.floor(d.draws.scope.uniform(entity, PURPOSE.victim, index) * services.length)]
    if (service === undefined) return
    const errorRatio = Math.min(1, d.draws.value(defects.errorRatio, entity, PURPOSE.errorRatio, index))
    const flaw: Flaw = {
      id: `${work.spec.name}: ${work.step}`,
      cause: 'manual-error',
      service,
      symptom:
        touches === 'infrastructure'
          ? { kind: 'platform-damage', ratio: errorRatio }
          : d.draws.chance(defects.crashing, entity, PURPOSE.symptom, index)
            ? { kind: 'crash', after: defects.crashAfter }
            : { kind: 'errors', ratio: errorRatio },
      stage: touches,
      caughtBy: undefined,
    }
    if (touches === 'infrastructure') this.consequences.damage(flaw, d, deployment)
    else d.flaws.push(flaw)
  }
}

const SUBJECT_INDEX = { 'test-results': 1, production: 2, database: 3, 'roll-back': 4 } as const

/** Steps of different jobs draw from different places. */
function stepIndex(work: ManualWork): number {
  let hash = 0
  for (let i = 0; i < work.spec.name.length; i++) hash = (hash * 31 + work.spec.name.charCodeAt(i)) % 10_007
  return hash * 1_000 + work.index
}

const refused = (message: string): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { class: 'approval-refused', cause: 'migration', message },
})
