export { fintechAssumptions } from './assumptions.ts'
export { fintech } from './fintech.ts'
export { type BuildTimes, type FintechOptions, fintechOptionsSchema, type SuiteTimes } from './options.ts'
