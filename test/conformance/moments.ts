import type { DeploymentEvent, Recording } from '../../src/model/events.ts'
import type { Millis } from '../../src/model/units.ts'
import { LEFT_OUT_STEPS, mechanismOfDetection, mechanismOfStep } from './documented-differences.ts'

/** When something happened, and its place in the recording, which tells the order of what happened at one time. */
export interface Instant {
  readonly at: Millis
  readonly index: number
}

/** Something that a recording tells of: a span, or an instant whose ends are the same. */
export interface Moment {
  /** What happened, in words without times: the same in every world. */
  readonly what: string
  readonly from: Instant
  readonly to: Instant
}

/** Whether one instant is before another. */
export const isBefore = (one: Instant, other: Instant): boolean =>
  one.at < other.at || (one.at === other.at && one.index < other.index)

/**
 * All moments of a recording. Spans of one kind that follow each other in one job, such as the layers of a build, are one moment: into
 * how many pieces a world cuts its time is its own affair.
 */
export function momentsOf(recording: Recording): readonly Moment[] {
  const spans = new Map<string, Moment>()
  const begun = new Map<string, Instant>()
  const reached = recording.events.some(({ kind }) => kind === 'production.reached')
  for (const [index, event] of recording.events.entries()) {
    // Where nothing comes to production, nobody counts its requests for real.
    if (event.kind === 'requests' && !reached) continue
    const to = { at: event.at, index }
    const key = openingOf(event)
    if (key !== undefined) begun.set(key, to)
    const happened = whatHappened(event)
    if (happened === undefined) continue
    const what = isCounted(event) && spans.has(happened) ? `${happened}, again` : happened
    const known = spans.get(what)
    if (known !== undefined && isCommit(event)) continue
    const from = beginningOf(event, index, begun)
    spans.set(what, {
      what,
      from: known === undefined || isBefore(from, known.from) ? from : known.from,
      to: known === undefined || isBefore(known.to, to) ? to : known.to,
    })
  }
  return [...spans.values()]
}

/** A suite that ran twice is another story than one that ran once. */
const isCounted = (event: DeploymentEvent): boolean => event.kind === 'step' && event.step === 'suite'

/** A commit of GitOps: the first one of a job counts (docs/environment.md). */
const isCommit = (event: DeploymentEvent): boolean =>
  event.kind === 'step' && event.step === 'command' && event.service === undefined

/** The span that an event opens. */
function openingOf(event: DeploymentEvent): string | undefined {
  if (event.kind === 'stage.started') return `stage ${event.stage}`
  if (event.kind === 'job.started') return `job ${event.job}`
  return undefined
}

/** When what an event closes had begun; for instants, when it happened. */
function beginningOf(event: DeploymentEvent, index: number, begun: ReadonlyMap<string, Instant>): Instant {
  switch (event.kind) {
    case 'step':
    case 'rollout.finished':
      return { at: event.from, index }
    case 'stage.finished':
      return begun.get(`stage ${event.stage}`) ?? { at: event.at, index }
    case 'job.finished':
      return begun.get(`job ${event.job}`) ?? { at: event.at, index }
    default:
      return { at: event.at, index }
  }
}

/** What an event says without its times, numbers and texts for people; undefined when it says nothing that worlds share. */
function whatHappened(event: DeploymentEvent): string | undefined {
  switch (event.kind) {
    case 'deployment.triggered': {
      const more = [
        ...(event.databaseChange ? ['the database'] : []),
        ...(event.infrastructureChange ? ['infrastructure'] : []),
      ]
      return `triggered with ${[...event.changedServices.toSorted(), ...more].join(', ')}`
    }
    case 'stage.finished':
      return `stage ${event.stage} ${event.passed ? 'passed' : 'failed'}`
    case 'job.finished':
      return `job ${event.job} ${event.failure === undefined ? 'passed' : `failed: ${event.failure.class}`}`
    case 'step':
      return stepOf(event)
    case 'cache':
      return `${event.cache} cache in ${event.job}: ${share(event.hits, event.misses)}`
    case 'manual.step':
      return `manual step in ${event.job}${event.wrong ? ' done wrong' : ''}`
    case 'lock':
      return `${event.job} ${event.acquired ? 'got' : 'was refused'} lock ${event.lock}`
    case 'production.reached':
      return 'production reached'
    case 'rollout.finished':
      return `${event.service} rolled out in ${event.region}${event.healthy ? '' : ' in vain'}`
    case 'fault.landed':
      return `fault ${event.fault} landed`
    case 'fault.ended':
      return `fault ${event.fault} ended`
    case 'fault.missed':
      return `fault ${event.fault} missed${event.due ? '' : ' (no occasion)'}`
    case 'flaw.caught':
      return `flaw caught by ${event.by}`
    case 'impact.started':
      return `impact: ${event.failure.cause}`
    case 'failure.detected':
      return `detected by ${mechanismOfDetection(event.path)}`
    case 'recovery.decided':
      return `${event.by} decided: ${event.action}`
    case 'recovery.acted':
      return 'recovery acted'
    case 'recovery.verified':
      return `recovery verified${event.dataCorrupted ? ', data damaged' : ''}`
    case 'requests':
      return 'requests counted'
    case 'deployment.healthy':
      return 'healthy'
    case 'deployment.finished':
      return `outcome: ${event.outcome}`
    case 'stage.started':
    case 'job.queued':
    case 'job.started':
    case 'pod':
    case 'fault.noticed':
    case 'steady-state':
      return undefined
  }
}

function stepOf(event: Extract<DeploymentEvent, { kind: 'step' }>): string | undefined {
  if (LEFT_OUT_STEPS.has(event.step)) return undefined
  const of = event.service === undefined ? '' : ` of ${event.service}`
  const where = event.region === undefined ? '' : ` in ${event.region}`
  return `${mechanismOfStep(event.step)}${of}${where} by ${event.job}`
}

const share = (hits: number, misses: number): string =>
  misses === 0 ? 'everything' : hits === 0 ? 'nothing' : 'a part'
