import type { RareFailures } from '../../model/rare-failures.ts'
import { causesText, rateText, recoveryText, samplesText, worthText } from './wording.ts'

/** What there is to say about rare failures, as (name, text), the figure first. */
export function rareLines(rare: RareFailures): [name: string, text: string][] {
  const recovery = recoveryText(rare)
  const lines: [string, string | null][] = [
    ['change failure rate', rateText(rare)],
    ['mean recovery', recovery],
    ['causes', rare.causes.length === 0 ? null : causesText(rare)],
    ['samples', samplesText(rare)],
    ['worth', worthText(rare)],
    ['caution', rare.caution],
  ]
  return lines.flatMap(([name, text]) => (text === null ? [] : [[name, text]]))
}
