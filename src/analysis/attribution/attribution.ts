import type { Attribution } from '../../model/attribution.ts'
import type { Recording } from '../../model/events.ts'
import type { Recovery } from '../recovery.ts'
import type { DeploymentRow } from '../row.ts'
import type { Timeline } from '../timeline.ts'
import { IN_PRODUCTION } from './decisive-failure.ts'
import { familyOf, TRAITS } from './families.ts'
import { type Landing, landingsOf } from './landings.ts'
import { letThrough } from './let-through.ts'

/** Everything of one deployment that an attribution is read off. */
export interface Attributed {
  readonly recording: Recording
  readonly timeline: Timeline
  readonly recovery: Recovery | null
  /** What decided a bad outcome; null for a good one. */
  readonly failure: DeploymentRow['failure']
}

/**
 * What went wrong in a deployment: of one that ended badly the root cause of its failure, of one that healed the fault that
 * did, of one that looks well the fault that is still in it. Null when nothing was wrong.
 */
export function attributionOf(of: Attributed): Attribution | null {
  const { recording, timeline, failure } = of
  const landings = landingsOf(recording)
  if (failure !== null) return failed(of, failure, landings)
  const healed = landings.find(({ overAt }) => overAt !== null)
  const unnoticed = landings.find(({ overAt }) => overAt === null)
  if (timeline.outcome === 'self-healed' && healed !== undefined) {
    return {
      ...common(healed.fault, stageAt(timeline, healed.at), healed.at, of),
      caughtBy: healed.noticedBy,
      ended: 'self-healed',
    }
  }
  if (unnoticed === undefined) return null
  return {
    ...common(unnoticed.fault, IN_PRODUCTION, timeline.finishedAt ?? unnoticed.at, of),
    caughtBy: null,
    ended: 'unnoticed',
  }
}

/** From the landing of the first fault that healed until it was over; null for a deployment that did not heal by itself. */
export function healedAfter({ recording, timeline }: Pick<Attributed, 'recording' | 'timeline'>): number | null {
  if (timeline.outcome !== 'self-healed') return null
  const healed = landingsOf(recording).find(({ overAt }) => overAt !== null)
  return healed === undefined ? null : healed.overAt! - healed.at
}

/** Faults that are still in a deployment at its end, and that nothing told of. */
export function unnoticedIn({ recording, failure }: Pick<Attributed, 'recording' | 'failure'>): string[] {
  if (failure !== null) return []
  return landingsOf(recording).flatMap(({ fault, overAt }) => (overAt === null ? [fault] : []))
}

function failed(
  of: Attributed,
  failure: NonNullable<DeploymentRow['failure']>,
  landings: readonly Landing[],
): Attribution {
  const { timeline, recovery } = of
  const origin = originOf(failure, landings)
  const known = recovery?.detectedAt ?? lastEnd(timeline)
  return {
    ...common(origin, failure.stage, known, of),
    caughtBy: recovery?.path ?? gateOf(of, failure),
    ended: timeline.outcome === 'succeeded' ? 'failed' : timeline.outcome,
  }
}

function common(origin: string, shownIn: string, before: number, { recording, timeline }: Attributed) {
  const family = familyOf(origin)
  const passed = letThrough(TRAITS[family].gates, before, recording, timeline)
  return { origin, family, shownIn, letThroughBy: passed.filter((stage) => stage !== shownIn) }
}

/** Causes that say no more than that something around the deployment was wrong. */
const UNSPECIFIC: ReadonlySet<string> = new Set(['platform', 'capacity', 'fault'])

/**
 * The fault that a failure goes back to where one landed, else its cause. A flaw that a fault made has the fault's family; a job
 * that ran out of time while a fault was in ran out of it because of that.
 */
function originOf({ origin, cause }: NonNullable<DeploymentRow['failure']>, landings: readonly Landing[]): string {
  const landed = landings.map(({ fault }) => fault)
  return (
    landed.find((fault) => fault === origin) ??
    landed.find((fault) => fault === cause) ??
    landed.find((fault) => familyOf(fault) === familyOf(cause)) ??
    (UNSPECIFIC.has(cause) ? landings.findLast(({ overAt }) => overAt === null)?.fault : undefined) ??
    cause
  )
}

/** Who stopped a deployment before production: the gate that caught a flaw, else the way in which its job failed. */
function gateOf({ recording }: Attributed, failure: NonNullable<DeploymentRow['failure']>): string {
  const caught = recording.events.findLast((event) => event.kind === 'flaw.caught')
  return caught?.kind === 'flaw.caught' ? caught.by : failure.class
}

const lastEnd = ({ jobs, triggeredAt }: Timeline): number =>
  jobs.reduce((last, { finishedAt }) => Math.max(last, finishedAt ?? last), triggeredAt)

function stageAt({ stages }: Timeline, at: number): string {
  const running = stages.findLast(({ startedAt, finishedAt }) => startedAt <= at && (finishedAt ?? at) >= at)
  return running?.stage ?? IN_PRODUCTION
}
