import { formatAddress, type Recording } from '../../model/events.ts'
import type { Counterfactual, ExplainedRecovery, RunExplanation } from '../../model/explanation.ts'
import type { Pipeline } from '../../model/pipeline.ts'
import { guardsAgainst } from '../attribution/families.ts'
import { measure } from '../measure.ts'
import { recoveryOf } from '../recovery.ts'
import type { DeploymentRow } from '../row.ts'
import { timelineOf } from '../timeline.ts'
import { lostTimes, pathOf } from './path.ts'

/** What an explanation is made of beside the recording of the deployment itself. */
export interface ExplainRunInput {
  readonly why?: string | undefined
  /** The recording of the median deployment of its batch. */
  readonly median?: Recording | undefined
  /** The pipeline, where it is known: a recording does not hold it. */
  readonly pipeline?: Pipeline | undefined
  readonly counterfactuals?: readonly Counterfactual[] | undefined
}

/**
 * Why a deployment was slow or failed, read off its recording. Throws `IncompleteRecordingError` for one that is not over.
 */
export function explainRun(recording: Recording, input: ExplainRunInput = {}): RunExplanation {
  const row = measure(recording)
  const path = pathOf(recording)
  const against = medianOf(row, input.median)
  const medianPath = against === null ? [] : pathOf(against.recording)
  return {
    address: formatAddress(recording.address),
    why: input.why ?? '',
    outcome: row.outcome,
    durationMs: row.durationMs,
    changedServices: row.changedServices,
    median:
      against === null ? null : { address: formatAddress(against.recording.address), durationMs: against.durationMs },
    path,
    lostByStage: against === null ? [] : lostTimes(path, medianPath, 'stage'),
    lostByStep: against === null ? [] : lostTimes(path, medianPath, 'step'),
    failure: row.failure,
    attribution: row.attribution ?? null,
    guards: guardsOf(row, input.pipeline),
    recovery: recoveryIn(recording, row),
    unnoticed: row.unnoticed ?? [],
    requestsLost: row.requestsLost,
    counterfactuals: input.counterfactuals ?? [],
  }
}

function medianOf(row: DeploymentRow, recording: Recording | undefined) {
  if (recording === undefined) return null
  const { durationMs } = measure(recording)
  const same = formatAddress(recording.address) === formatAddress(row.address)
  return same || durationMs === null ? null : { recording, durationMs }
}

function guardsOf({ attribution }: DeploymentRow, pipeline: Pipeline | undefined): RunExplanation['guards'] {
  if (attribution === undefined) return []
  return guardsAgainst(attribution.family).flatMap((guard): RunExplanation['guards'] => {
    const on = pipeline === undefined ? null : guard.isOn(pipeline)
    return on === undefined ? [] : [{ name: guard.name, label: guard.label, on }]
  })
}

function recoveryIn(recording: Recording, row: DeploymentRow): ExplainedRecovery | null {
  const recovery = recoveryOf(recording, timelineOf(recording))
  if (recovery === null || row.recovery === null) return null
  const decided = recording.events.find((event) => event.kind === 'recovery.decided')
  const action = decided?.kind === 'recovery.decided' ? decided.action : null
  return { ...row.recovery, decidedBy: recovery.decidedBy, action }
}
