import type { DeploymentEvent, Recording } from '../../model/events.ts'
import type { Millis } from '../../model/units.ts'

/** A fault or flaw that was in a deployment. */
export interface Landing {
  readonly fault: string
  readonly target: string
  readonly at: Millis
  /** When it was over; null when it was still in at the end of the deployment. */
  readonly overAt: Millis | null
  /** Who noticed it or reacted to it first; null when nobody did. */
  readonly noticedBy: string | null
}

/** What is over when the rollout is healthy, without anybody saying so. */
const HEALED_BY_ROLLOUT: ReadonlySet<string> = new Set(['dependency-not-ready'])

/** The faults and flaws that landed, in the order in which they did; what is taken out at the very end was not over. */
export function landingsOf({ events }: Recording): Landing[] {
  const end = events.at(-1)?.at ?? 0
  return events.flatMap((event, i) => {
    if (event.kind !== 'fault.landed') return []
    const { fault, target, at } = event
    const rest = events.slice(i + 1)
    const ended = rest.find((later) => later.kind === 'fault.ended' && later.fault === fault)
    const reaction = rest.find((later) => reacts(later, fault))
    const healthyAt = HEALED_BY_ROLLOUT.has(fault)
      ? rest.find(({ kind }) => kind === 'deployment.healthy')?.at
      : undefined
    const overAt = ended !== undefined && ended.at < end ? ended.at : (reaction?.at ?? healthyAt ?? null)
    return [{ fault, target, at, overAt, noticedBy: reactor(reaction) }]
  })
}

/** A controller or a rerun that noticed it, or the failure of a job that it broke. */
const reacts = (event: DeploymentEvent, fault: string): boolean =>
  (event.kind === 'fault.noticed' && event.fault === fault) ||
  (event.kind === 'job.finished' && event.failure?.origin === fault)

const reactor = (event: DeploymentEvent | undefined): string | null =>
  event?.kind === 'fault.noticed' ? event.by : event?.kind === 'job.finished' ? 'job-failure' : null
