import { type DeploymentEvent, formatAddress, type JobId, type Recording } from '../model/events.ts'
import type { Example } from '../model/report.ts'
import type { Millis } from '../model/units.ts'
import { criticalPath } from './critical-path.ts'
import { deploymentDuration } from './durations.ts'
import { type JobSpan, type Timeline, timelineOf } from './timeline.ts'

/** The jobs that the deployment's duration is made of; any other could have taken a little longer without harm. */
export function criticalJobs(recording: Recording): ReadonlySet<JobId> {
  return jobsOf(criticalPath(timelineOf(recording)))
}

/** A recording as a report shows it: bars, steps and marks in milliseconds after the trigger. `why` says what it is an example of. */
export function exampleOf(recording: Recording, why: string): Example {
  const timeline = timelineOf(recording)
  const critical = jobsOf(criticalPath(timeline))
  return {
    address: formatAddress(recording.address),
    why,
    outcome: timeline.outcome,
    durationMs: deploymentDuration(timeline),
    changedServices: timeline.changedServices,
    jobs: timeline.jobs.flatMap((job) => bar(job, timeline, critical)),
    marks: recording.events
      .flatMap((event) => {
        const label = labelOf(event)
        return label === null ? [] : [{ at: event.at - timeline.triggeredAt, label }]
      })
      .sort((a, b) => a.at - b.at),
  }
}

function jobsOf(path: ReturnType<typeof criticalPath>): ReadonlySet<JobId> {
  const jobs = new Set<JobId>()
  for (const { job } of path) if (job !== null) jobs.add(job)
  return jobs
}

/** No bar for a job that was given up while it waited. */
function bar(job: JobSpan, { triggeredAt }: Timeline, critical: ReadonlySet<JobId>): Example['jobs'] {
  const { id, stage, name, attempt, queuedAt, startedAt, finishedAt, passed } = job
  if (startedAt === null || finishedAt === null) return []
  const after = (at: Millis): Millis => at - triggeredAt
  const steps = job.steps.map(({ step, from, to }) => ({ step, from: after(from), to: after(to) }))
  return [
    {
      job: id,
      stage,
      name,
      attempt,
      queued: after(queuedAt),
      started: after(startedAt),
      finished: after(finishedAt),
      passed,
      critical: critical.has(id),
      steps,
    },
  ]
}

/** What a chart writes beside an instant; null for events that it does not mark. */
function labelOf(event: DeploymentEvent): string | null {
  switch (event.kind) {
    case 'production.reached':
      return 'production reached'
    case 'fault.landed':
      return `fault: ${event.fault} on ${event.target}`
    case 'fault.ended':
      return `fault ended: ${event.fault}`
    case 'fault.noticed':
      return `${event.fault} noticed by ${event.by}`
    case 'fault.missed':
      return `fault missed: ${event.fault}`
    case 'steady-state':
      return event.held ? null : `steady state: ${event.probe} deviates`
    case 'flaw.caught':
      return `${event.flaw} caught by ${event.by}`
    case 'impact.started':
      return `impact: ${event.failure.message}`
    case 'failure.detected':
      return `detected by ${event.path}`
    case 'recovery.decided':
      return `decided by ${event.by}: ${event.action}`
    case 'recovery.acted':
      return 'acted'
    case 'recovery.verified':
      return event.dataCorrupted ? 'verified; data were corrupted' : 'verified'
    case 'deployment.healthy':
      return 'healthy in all regions'
    case 'deployment.finished':
      return `over: ${event.outcome}`
    default:
      return null
  }
}
