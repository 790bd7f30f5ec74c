import type { HistoryRun } from '../../model/history.ts'

/** All that the history holds of these runs. */
export const historyJson = (runs: readonly HistoryRun[]): string => `${JSON.stringify({ runs }, null, 2)}\n`
