export { type GitopsOptions, gitops } from './gitops.ts'
export { type ManualOptions, manual } from './manual.ts'
export { blueGreen, canary, shadow, withStrategy } from './strategies.ts'
export { dashboardTargets, referenceTargets, type TargetOptions } from './targets.ts'
