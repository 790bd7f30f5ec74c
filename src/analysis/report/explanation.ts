import type { ReportEstimate } from '../../model/report.ts'
import type { CellMeans, FactorialMeans } from './factorial.ts'

/** The effects of a 2 × 2 on a duration, and the means behind them. */
export interface Explained extends FactorialMeans {
  readonly labels: { readonly first: string; readonly second: string }
  readonly effects: Readonly<Record<'first' | 'second' | 'both' | 'interaction', ReportEstimate>>
}

/** A stage is spoken of when it makes at least this share of the interaction. */
const WORTH_NAMING = 0.15

/** Why the sum of the parts is not the whole, in sentences made from the numbers. */
export function explain(explained: Explained): string {
  const { value, low, high } = explained.effects.interaction
  const lines = [theSum(explained)]
  if (value === null || low === null || high === null) {
    lines.push('Without an interval nothing is said of whether the effects add up.')
  } else if (low > 0 || high < 0) lines.push(...byStage(explained, Math.sign(value)), ...workOffThePath(explained))
  else lines.push('The interval of the difference includes zero: that the effects add up is not refuted.')
  return lines.join(' ')
}

function theSum({ labels, effects }: Explained): string {
  const [first, second, both] = [effects.first.value ?? 0, effects.second.value ?? 0, effects.both.value ?? 0]
  const gap = both - first - second
  const relation = gap > 0 ? 'less' : 'more'
  return (
    `${capital(labels.first)} alone ${changes(first)}, ${labels.second} alone ${changes(second)}; ` +
    `added up that would be ${signed(first + second)}, together it is ${signed(both)}, ${minutes(Math.abs(gap))} ${relation} than the sum.`
  )
}

/** The stages where the whole departs from the sum, the largest part first. */
function byStage({ labels, stages }: Explained, sign: number): string[] {
  const parts = stages
    .map(({ stage, critical }) => ({ stage, critical, gap: interactionOf(critical) }))
    .filter(({ gap }) => Math.sign(gap) === sign)
    .sort((a, b) => Math.abs(b.gap) - Math.abs(a.gap))
  const total = parts.reduce((sum, { gap }) => sum + Math.abs(gap), 0)
  const named = parts.filter(({ gap }) => Math.abs(gap) >= WORTH_NAMING * total)
  if (named.length === 0) return []
  const lines = named.map(({ stage, critical: [neither, first, second, both], gap }) => {
    const withOne = `${minutes(first)} with ${labels.first}, ${minutes(second)} with ${labels.second}`
    return `${minutes(Math.abs(gap))} in ${stage}, which takes ${minutes(neither)} of the critical path with neither, ${withOne}, ${minutes(both)} with both`
  })
  const reason =
    sign > 0
      ? 'There each shortens the same stretch of time, and what one has taken off the path the other cannot take off again.'
      : 'There one makes room that only the other can use.'
  return [`Of that, ${lines.join('; ')}. ${reason}`]
}

/**
 * An improvement whose saving of work stays while its saving of time shrinks has met the other one on the path: the work
 * that it saves has moved to jobs that nobody waits for.
 */
function workOffThePath({ labels, stages, runnerMs }: Explained): string[] {
  const path = sumOf(stages.map(({ critical }) => critical))
  return (['first', 'second'] as const).flatMap((factor) => {
    const alone = savings(factor, false)
    const besides = savings(factor, true)
    const work = [alone(runnerMs), besides(runnerMs)] as const
    const time = [alone(path), besides(path)] as const
    const keepsWork = work[0] > 0 && time[0] > 0 && work[1] / work[0] > time[1] / time[0] && work[1] > time[1]
    if (!keepsWork) return []
    const other = factor === 'first' ? labels.second : labels.first
    return [
      `${capital(labels[factor])} saves ${minutes(work[0])} of runners' work a deployment without ${other} and ${minutes(work[1])} with it, ` +
        `but ${minutes(time[0])} of waiting without and ${time[1] > 0 ? minutes(time[1]) : 'nothing'} with it: jobs that run side by side are off the critical path, and time saved in them shortens nothing.`,
    ]
  })
}

/** What a factor saves of a mean: alone, or besides the other factor. */
const savings =
  (factor: 'first' | 'second', besides: boolean) =>
  ([neither, first, second, both]: CellMeans): number => {
    if (!besides) return neither - (factor === 'first' ? first : second)
    return (factor === 'first' ? second : first) - both
  }

const interactionOf = ([neither, first, second, both]: CellMeans): number => both - first - second + neither

const sumOf = (all: readonly CellMeans[]): CellMeans => {
  const sum = (cell: 0 | 1 | 2 | 3): number => all.reduce((total, means) => total + means[cell], 0)
  return [sum(0), sum(1), sum(2), sum(3)]
}

const changes = (ms: number): string => (ms <= 0 ? `saves ${minutes(-ms)}` : `costs ${minutes(ms)}`)
const signed = (ms: number): string => `${ms > 0 ? '+' : ''}${minutes(ms)}`
const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1).replace('-', '−')} min`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
