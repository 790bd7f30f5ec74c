import type { DeploymentEvent, DetectionPath, Recording } from '../model/events.ts'
import type { Failure } from '../model/failure.ts'
import { isChangeFailure } from '../model/outcome.ts'
import type { Millis } from '../model/units.ts'
import type { DeploymentRow } from './row.ts'
import type { Timeline } from './timeline.ts'

/** The marks of one recovery, in order of time, and what they were about. */
export interface Recovery {
  readonly impactAt: Millis
  readonly detectedAt: Millis
  readonly decidedAt: Millis
  readonly actedAt: Millis
  readonly verifiedAt: Millis
  readonly failure: Failure
  readonly path: DetectionPath
  readonly decidedBy: 'policy' | 'approval' | 'person' | null
  readonly dataCorrupted: boolean
}

type Of<K extends DeploymentEvent['kind']> = Extract<DeploymentEvent, { kind: K }>

/**
 * The recovery of a rolled-back or failed deployment; null for others, and for recordings that hold no impact, detection
 * or verification. With several attempts at recovery it lasts from the first detection to the last verification. A mark
 * that was not recorded falls on the one before, so that the parts always sum to the whole.
 */
export function recoveryOf({ events }: Recording, { outcome }: Timeline): Recovery | null {
  if (!isChangeFailure(outcome)) return null
  const detected = events.find((event): event is Of<'failure.detected'> => event.kind === 'failure.detected')
  const verified = events.findLast((event): event is Of<'recovery.verified'> => event.kind === 'recovery.verified')
  if (detected === undefined || verified === undefined) return null
  const impact = impactBefore(events, detected.at)
  if (impact === undefined) return null
  const decided = events.find((event): event is Of<'recovery.decided'> => event.kind === 'recovery.decided')
  const acted = events.findLast((event): event is Of<'recovery.acted'> => event.kind === 'recovery.acted')
  const decidedAt = decided?.at ?? detected.at
  return {
    impactAt: Math.min(impact.at, detected.at),
    detectedAt: detected.at,
    decidedAt,
    actedAt: acted?.at ?? decidedAt,
    verifiedAt: verified.at,
    failure: impact.failure,
    path: detected.path,
    decidedBy: decided?.by ?? null,
    dataCorrupted: events.some((event) => event.kind === 'recovery.verified' && event.dataCorrupted),
  }
}

/** A recovery as rows hold it: the parts detect, decide, act and verify sum to the total. */
export function recoveryParts(recovery: Recovery): NonNullable<DeploymentRow['recovery']> {
  const { impactAt, detectedAt, decidedAt, actedAt, verifiedAt, path, decidedBy, dataCorrupted } = recovery
  return {
    totalMs: verifiedAt - impactAt,
    detectMs: detectedAt - impactAt,
    decideMs: decidedAt - detectedAt,
    actMs: actedAt - decidedAt,
    verifyMs: verifiedAt - actedAt,
    path,
    ...(decidedBy === null ? {} : { decidedBy }),
    dataCorrupted,
  }
}

/**
 * The impact that was detected: the first one that was not over before. A fault that ended before the detection took its
 * impact with it (a pod that crashed and came back is not why the release was reverted an hour later).
 */
function impactBefore(events: readonly DeploymentEvent[], detectedAt: Millis): Of<'impact.started'> | undefined {
  const over = new Set<string>()
  for (const event of events) if (event.kind === 'fault.ended' && event.at < detectedAt) over.add(event.fault)
  const impacts = events.filter((event): event is Of<'impact.started'> => event.kind === 'impact.started')
  return impacts.find(({ failure }) => failure.origin === undefined || !over.has(failure.origin)) ?? impacts.at(-1)
}
