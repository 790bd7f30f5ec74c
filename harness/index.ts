/**
 * All that the command line uses of the real environment. It loads this module only when a command needs it: what lies behind takes
 * longer to load than a small simulation runs.
 */
export type { DoctorReport } from './doctor/examine.ts'
export type { Finding } from './doctor/finding.ts'
export { doctorText } from './doctor/text.ts'
export type { Environment } from './environment/environment.ts'
export {
  type EnvironmentStatus,
  environmentAttach,
  environmentDoctor,
  environmentDown,
  environmentStatus,
  environmentUp,
} from './environment.ts'
export { EVERYTHING, environmentNeeds, type Need, type Needs } from './needs/needs.ts'
export { type EnvironmentOptions, type EnvironmentOptionsInput, parseEnvironmentOptions } from './options.ts'
export { newRunId } from './run/run.ts'
export { type OpenTestbed, openTestbed, type TestbedRequest } from './world/open-testbed.ts'
