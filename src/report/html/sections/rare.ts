import type { Report } from '../../../model/report.ts'
import { markup } from '../../markup.ts'
import { rareLines } from '../../rare/lines.ts'
import { table } from '../component.ts'
import type { Section } from '../document.ts'

/** The rate of rare failures by importance sampling; without content where they were not sampled. */
export function rareSection({ rareFailures: rare }: Report): Section {
  return {
    id: 'rare',
    title: 'Rare failures, by importance sampling',
    short: 'Rare failures',
    lead: 'One deployment a stretch was made to fail often, and weighted back by its likelihood ratio. Targets of the change failure rate are judged by this figure.',
    content:
      rare === undefined
        ? null
        : table(
            [['figure'], ['value']],
            rareLines(rare).map(([name, text]) => [name, markup`${text}`]),
            { label: 'rare failures', className: 'wide' },
          ),
  }
}
