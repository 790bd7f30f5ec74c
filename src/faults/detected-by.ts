import type { DeploymentEvent } from '../model/events.ts'
import type { FailureClass } from '../model/failure.ts'
import { DETECTORS, type Detector } from './detector.ts'

/** Which gate speaks when a job fails so; any other class is `job-failure`. */
const GATES: Partial<Record<FailureClass, Detector>> = {
  'vulnerability-found': 'image-scan',
  'policy-violation': 'secret-scan',
  'state-locked': 'state-lock',
  'destructive-plan': 'plan-review',
  'migration-failure': 'validation',
  timeout: 'job-timeout',
}

/**
 * Who noticed a fault first, read from the recording of a deployment in which nothing else was wrong: a watcher of production,
 * a gate that caught what it did or a job that failed because of it, or whoever reacted to it.
 */
export function detectedBy(events: readonly DeploymentEvent[], fault: string): Detector | undefined {
  for (const event of events) {
    if (event.kind === 'failure.detected') return event.path
    if (event.kind === 'flaw.caught') return DETECTORS.find((detector) => detector === event.by)
    if (event.kind === 'fault.noticed' && event.fault === fault) return DETECTORS.find((one) => one === event.by)
    if (event.kind !== 'job.finished' || event.passed || event.failure === undefined) continue
    const { class: as, origin } = event.failure
    if (origin === fault || as === 'timeout') return GATES[as] ?? 'job-failure'
  }
  return undefined
}
