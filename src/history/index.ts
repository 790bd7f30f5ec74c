/** Runs kept over time, in SQLite. The only part that loads node:sqlite, and only when a history is opened. */

export { History, type RunFilter } from './history.ts'
export { type Origin, runOfReport } from './run-of-report.ts'
export { type Followed, labelOf, trendOf } from './trend-of.ts'
