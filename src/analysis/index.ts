/** Recordings in, rows, critical paths and finished reports out. Nothing here knows which world made a recording. */

export { Aggregator, type RowBatch, transferables } from './aggregator.ts'
export { chooseExamples, type ExampleChoice } from './examples.ts'
export { criticalJobs, exampleOf } from './gantt.ts'
export { measure } from './measure.ts'
export { buildReport, type Elasticities, type ReportInput } from './report/build-report.ts'
export { buildSuiteReport, type SuiteReportInput } from './report/build-suite-report.ts'
export type { DeploymentRow } from './row.ts'
export { scenarioHash } from './scenario-hash.ts'
