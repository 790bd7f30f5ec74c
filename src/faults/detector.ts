import { DETECTION_PATHS } from '../model/events.ts'

/**
 * Everything that can notice a fault first: the watchers of production, the gates of the pipeline, and the controllers that
 * put things right without telling anybody.
 */
export const DETECTORS = [
  ...DETECTION_PATHS,
  'kubelet',
  'startup-probe',
  'readiness-probe',
  'liveness-probe',
  'replica-set-controller',
  'node-controller',
  'spot-notice',
  'job-failure',
  'job-timeout',
  'test-rerun',
  'image-scan',
  'secret-scan',
  'validation',
  'state-lock',
  'terraform-plan',
  'plan-review',
  'git-poll',
  'slow-deployment-alert',
] as const
export type Detector = (typeof DETECTORS)[number]
