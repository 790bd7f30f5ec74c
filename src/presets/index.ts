export { type GitopsOptions, gitops } from './gitops.ts'
export { type ManualOptions, manual } from './manual.ts'
export { dashboardTargets, referenceTargets, type TargetOptions } from './targets.ts'
