/** The public API of seatrial: everything that a scenario file, or a program around it, may use. */

export { type RunOptions, runScenario, type ScenarioRun } from './experiment/run-scenario.ts'
export { runSuite, type SuiteRun, type SuiteRunOptions } from './experiment/run-suite.ts'
export { type SensitivityOptions, sensitivity } from './experiment/sensitivity.ts'
export {
  abandonedLock,
  apiThrottling,
  approvalNeverComes,
  argocdOutage,
  badRelease,
  cachePoisoning,
  clockSkew,
  coldCache,
  crashLoop,
  deadlock,
  dependencyNotReady,
  dependencyOutage,
  destructivePlan,
  dnsFailure,
  drift,
  expiredCredential,
  flakyTest,
  hang,
  imagePullFailure,
  irreversibleMigration,
  leakedSecret,
  manualCommandError,
  meshOverhead,
  migrationFailure,
  migrationLockWait,
  missedDefect,
  networkLatency,
  networkLoss,
  networkPartition,
  nodeDrain,
  nodeLoss,
  outOfMemory,
  podCrash,
  podDeletion,
  readinessFailure,
  regionLoss,
  registryOutage,
  runnerLoss,
  runnerStarvation,
  slowRelease,
  slowStart,
  spotReclaim,
  staleCache,
  stateLockConflict,
  thirdPartyOutage,
  vulnerabilityFound,
  webhookLost,
  zoneLoss,
} from './faults/builders.ts'
export { errorRatio, readyReplicas } from './faults/steady-state.ts'
export { after, afterFault, jobOf, rolloutOf, startOf, when } from './faults/when.ts'
export { type FintechOptions, fintech, fintechAssumptions } from './fleet/index.ts'
export { type FleetReference, fleetFrom } from './loading/fleet-from.ts'
export { loadScenario, loadSuite } from './loading/load.ts'
export type { ConstantNoteInput } from './model/constant-note.ts'
export type { DeliveryStrategy, DeliveryStrategyInput } from './model/delivery-strategy.ts'
export type { Deployments } from './model/deployments.ts'
export {
  constant,
  type Distribution,
  empirical,
  exponential,
  lognormal,
  mixture,
  uniform,
} from './model/distribution.ts'
export type { ElasticitiesFile, ScenarioElasticities } from './model/elasticities.ts'
export {
  EnvironmentUnavailableError,
  InterruptedError,
  InvalidInputError,
  type Problem,
  SeatrialError,
  TimeLimitError,
} from './model/errors.ts'
export {
  DETECTION_PATHS,
  type DeploymentAddress,
  type DeploymentEvent,
  type DetectionPath,
  formatAddress,
  type Recording,
  STEP_KINDS,
  type StepKind,
} from './model/events.ts'
export { CAUSES, type Cause, FAILURE_CLASSES, type Failure, type FailureClass } from './model/failure.ts'
export type { Fault, FaultInput, Selector, Timing } from './model/fault.ts'
export {
  type Database,
  type Fleet,
  type FleetInput,
  type NodeGroup,
  type Probe,
  type Region,
  type Service,
  type ServiceInput,
  type Strategy,
  type ThirdParty,
  TIERS,
  type Tier,
} from './model/fleet.ts'
export type { Mechanisms } from './model/mechanisms/index.ts'
export { OUTCOMES, type Outcome } from './model/outcome.ts'
export {
  type Job,
  type JobInput,
  type JobKind,
  type Pipeline,
  type PipelineInput,
  type RollbackPolicy,
  STAGE_NAMES,
  type Stage,
} from './model/pipeline.ts'
export type { Comparison, Report, ReportEstimate, SuiteReport, Verdict } from './model/report.ts'
export { defineScenario, type Published, type Scenario, type ScenarioInput } from './model/scenario.ts'
export { defineSuite, type Suite, type SuiteInput } from './model/suite.ts'
export { mean, p50, p90, p95, p99, rate, type Target, type TargetInput, type TargetPhrase } from './model/target.ts'
export { parseTarget, target } from './model/target-language.ts'
export { days, hours, type Millis, milliseconds, minutes, type Ratio, seconds } from './model/units.ts'
export { type Validated, validateScenario, validateSuite } from './model/validate.ts'
export {
  blueGreen,
  canary,
  dashboardTargets,
  type GitopsOptions,
  gitops,
  type ManualOptions,
  manual,
  referenceTargets,
  shadow,
  type TargetOptions,
  withStrategy,
} from './presets/index.ts'
