import type { Report } from '../../model/report.ts'
import { rareLines } from '../rare/lines.ts'
import { type Paint, plain, WIDTH, wrapped } from './text.ts'

const NAME = 20

/** The rate of rare failures by importance sampling; empty where they were not sampled. */
export function rareFailureLines({ rareFailures: rare }: Report, paint: Paint): string[] {
  if (rare === undefined) return []
  const lines = rareLines(rare).flatMap(([name, text]) =>
    wrapped(plain(text), WIDTH - NAME - 2).map(
      (line, i) =>
        `  ${paint('dim', (i === 0 ? name : '').padEnd(NAME))}${name === 'change failure rate' ? paint('bold', line) : line}`,
    ),
  )
  return [paint('bold', 'Rare failures, by importance sampling'), ...lines]
}
