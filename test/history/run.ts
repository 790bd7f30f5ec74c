import type { HistoryRun } from '../../src/model/history.ts'

/** A run of a history: `at` is its number, which makes its day, its commit and its key. */
export const historyRun = (at: number, of: Partial<HistoryRun> = {}): HistoryRun => ({
  key: `run ${at}`,
  recordedAt: new Date(Date.UTC(2030, 0, 1 + at)).toISOString(),
  ...{ scenario: 'after', scenarioHash: 'sha256:1', environment: 'sim', seed: 1, runs: 400, partial: false },
  ...{ commit: at.toString(16).padStart(40, 'a'), dirty: false, host: 'linux x64', seatrial: '0.1.0' },
  figures: [
    { metric: 'change.failure.rate', statistic: 'rate', unit: 'ratio', value: 0.003, low: 0.001, high: 0.009, n: 400 },
    {
      metric: 'deployment.duration',
      statistic: 'mean',
      unit: 'ms',
      value: 1_080_000 + (at % 5) * 1_000,
      low: null,
      high: null,
      n: 400,
    },
  ],
  verdicts: [{ target: 'mean of deployment.duration <= 18 min at 95 %', status: 'pass' }],
  ...of,
})
