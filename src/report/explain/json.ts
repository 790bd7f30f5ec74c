import type { ExplainReport } from '../../model/explanation.ts'
import { guardValueText } from './guard-value.ts'
import { counterfactualText, endingText, failureSentences } from './wording.ts'

/** What `explain --format json` prints: the facts, and the sentences made of them. */
export function explainJson(report: ExplainReport): string {
  const explained = report.explained.map((run) => ({
    ...run,
    sentences: [endingText(run), ...failureSentences(run)],
    counterfactuals: run.counterfactuals.map((trial) => ({ ...trial, sentence: counterfactualText(trial, run) })),
  }))
  const guards =
    report.guards === null
      ? null
      : {
          ...report.guards,
          values: report.guards.values.map((value) => ({
            ...value,
            sentence: guardValueText(value, report.guards!.runs),
          })),
        }
  return `${JSON.stringify({ ...report, explained, guards }, null, 2)}\n`
}
