import type { Report } from '../../../model/report.ts'
import { RECOVERY_PARTS } from '../../figure.ts'
import { whole } from '../../format/number.ts'
import { columnOf } from '../../format/quantity.ts'
import { markup, type Piece } from '../../markup.ts'
import { stackedBar } from '../../plot/bar.ts'
import { caughtText, countedText, endedText, guardText, words } from '../../wording/attribution.ts'
import { estimateText, legend, table } from '../component.ts'
import type { Section } from '../document.ts'

type Line = NonNullable<Report['attributions']>[number]

/** Detect, decide, act and verify of one origin, on the scale of the longest. */
function parts({ recovery }: Line, most: number): Piece {
  if (recovery === null) return markup`<span class="muted">–</span>`
  const time = columnOf(most, 'ms')
  const sizes = { detect: recovery.detectMs, decide: recovery.decideMs, act: recovery.actMs, verify: recovery.verifyMs }
  const bar = stackedBar(
    RECOVERY_PARTS.map((part) => ({ size: sizes[part], className: part, title: `${part}: ${time(sizes[part])}` })),
    most,
    'parts of the recovery',
    12,
  )
  return markup`${bar}${estimateText(recovery.duration, 'ms', most)}`
}

/** What went wrong by its origin: how often, how far it got, who met it, what stands against it. */
export function attributionsSection({ attributions = [] }: Report): Section {
  const most = Math.max(0, ...attributions.map(({ recovery }) => recovery?.duration.value ?? 0))
  const rows = attributions.map((line) => [
    markup`${words(line.origin)}<br><span class="muted">${line.about}</span>`,
    markup`${estimateText(line.rate, 'ratio')}<br><span class="muted">${whole(line.count)} deployments</span>`,
    endedText(line),
    countedText(line.shownIn, line.count),
    line.letThroughBy.length === 0
      ? markup`<span class="muted">none looks for it</span>`
      : countedText(line.letThroughBy, line.count),
    caughtText(line),
    guardText(line),
    parts(line, most),
    markup`<code>${line.example}</code>`,
  ])
  const columns = [
    ['origin'],
    ['of all deployments', 'number'],
    ['ended'],
    ['showed in'],
    ['stages that let it through'],
    ['met first by'],
    ['guards'],
    ['recovery'],
    ['for example'],
  ] as const
  const shown = attributions.some(({ recovery }) => recovery !== null)
  return {
    id: 'attribution',
    title: 'What went wrong, and what let it through',
    short: 'Attribution',
    lead: 'Faults and flaws by their origin, in deployments that healed or that nobody looked at as well. A guard that is off is what could have stopped it.',
    content:
      rows.length === 0
        ? null
        : markup`${shown && legend(RECOVERY_PARTS.map((part) => [part, part] as const))}
${table(columns, rows, { label: 'attribution', className: 'wide bars attribution' })}`,
  }
}
