import type { CheckReport } from '../../model/check.ts'
import { checkSentence } from './wording.ts'

/** check.json: the check, and its decision as a sentence. The same check gives the same bytes. */
export const checkJson = (report: CheckReport): string =>
  `${JSON.stringify({ ...report, sentence: checkSentence(report) }, null, 2)}\n`
