import type { Recording } from '../model/events.ts'
import { attributionOf, healedAfter, unnoticedIn } from './attribution/attribution.ts'
import { attribute } from './attribution/decisive-failure.ts'
import { criticalPath, criticalTimes } from './critical-path.ts'
import { deploymentDuration, jobWait, runnerTime, stageDurations } from './durations.ts'
import { engineerTime } from './effort.ts'
import { recoveryOf, recoveryParts } from './recovery.ts'
import type { DeploymentRow } from './row.ts'
import { tallyOf } from './tally.ts'
import { timelineOf } from './timeline.ts'

/**
 * Everything that reports count of one deployment. Pure: the same recording gives the same row, whichever world made it.
 * Throws `IncompleteRecordingError` for the recording of a deployment that is not over.
 */
export function measure(recording: Recording): DeploymentRow {
  const timeline = timelineOf(recording)
  const recovery = recoveryOf(recording, timeline)
  const failure = attribute(timeline, recovery)
  const attribution = attributionOf({ recording, timeline, recovery, failure })
  const unnoticed = attribution === null ? [] : unnoticedIn({ recording, failure })
  const healedMs = healedAfter({ recording, timeline })
  return {
    address: recording.address,
    triggeredAt: timeline.triggeredAt,
    outcome: timeline.outcome,
    changedServices: timeline.changedServices,
    durationMs: deploymentDuration(timeline),
    stageMs: stageDurations(timeline),
    jobWaitMs: jobWait(timeline),
    engineerMs: engineerTime(recording, timeline, recovery),
    runnerMs: runnerTime(timeline),
    ...tallyOf(recording),
    criticalMs: criticalTimes(criticalPath(timeline)),
    recovery: recovery === null ? null : recoveryParts(recovery),
    failure,
    ...(attribution === null ? {} : { attribution }),
    ...(healedMs === null ? {} : { healedMs }),
    ...(unnoticed.length === 0 ? {} : { unnoticed }),
  }
}
