import type { CompareReport, SampleComparison } from '../../model/compare.ts'
import { compareSentences, sampleSentence } from './wording.ts'

/** What `compare --format json` prints: the comparison, and its sentences. */
export const compareJson = (report: CompareReport): string =>
  `${JSON.stringify({ ...report, sentences: compareSentences(report) }, null, 2)}\n`

/** What `compare --samples --format json` prints. */
export const samplesJson = (comparison: SampleComparison): string =>
  `${JSON.stringify({ ...comparison, sentence: sampleSentence(comparison) }, null, 2)}\n`
