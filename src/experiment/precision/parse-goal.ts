import { metricsOf, RATES } from '../../analysis/index.ts'
import { parseDuration } from '../../loading/setting-value.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { Scenario } from '../../model/scenario.ts'
import { STATISTICS, type Statistic } from '../../model/target.ts'
import { suggestName } from '../../model/validation/near-name.ts'
import type { Goal } from './goal.ts'

const CONFIDENCE = 0.95
const FORM = /^(?:([a-z0-9]+)\s+of\s+)?([^=\s]+)\s*=\s*([^@\s%]+?)\s*(%)?\s*(rel)?\s*(?:@\s*(\d+(?:\.\d+)?)\s*%?)?$/
const QUANTILES = STATISTICS.filter((statistic) => statistic !== 'rate' && statistic !== 'max')

/**
 * Reads one goal of `--precision`: `p95=2%`, `mean of stage.test.duration=5s@99`, `change.failure.rate=0.3%@95`, or
 * `targets`. A statistic alone is that of the deployment time. The width is the longer arm of the interval (the ± of it):
 *
 * - of times and amounts a percentage is a share of the value; a duration or a number is absolute;
 * - of rates a percentage is percentage points, absolute, because that is how a rate's target is written; `20%rel` is a
 *   share of the value.
 */
export function parseGoal(text: string, scenario: Scenario): Goal {
  if (text.trim() === 'targets') {
    if (scenario.targets.length > 0) return { kind: 'targets', text: 'targets' }
    throw refuse(text, 'the scenario has no targets', 'name a figure, such as p95=2%')
  }
  const [, statistic, name, width, sign, relative, confidence] = FORM.exec(text.trim()) ?? []
  if (name === undefined || width === undefined)
    throw refuse(
      text,
      'this is not FIGURE=WIDTH',
      'write p95=2%, mean of recovery.duration=30s or change.failure.rate=0.3%@95',
    )
  const figure = figureOf(text, statistic, name, scenario)
  const rate = figure.statistic === 'rate'
  const percent = sign === '%'
  const size = sizeOf(width)
  if (size === undefined || size <= 0 || (rate && !percent))
    throw refuse(
      text,
      `"${width}" is no width`,
      rate ? 'write percentage points, such as 0.3%' : 'write 2%, 30s or a number above 0',
    )
  return {
    kind: 'figure',
    ...figure,
    halfWidth: percent ? size / 100 : size,
    relative: rate ? relative === 'rel' : percent,
    confidence: confidenceOf(text, confidence),
    text: text.trim(),
  }
}

function figureOf(text: string, statistic: string | undefined, name: string, { pipeline }: Scenario) {
  if (RATES.some((rate) => rate.name === name)) {
    if (statistic === undefined || statistic === 'rate') return { metric: name, statistic: 'rate' as const }
    throw refuse(text, `"${name}" is a share of deployments, which has no ${statistic}`, `write ${name}=0.3%`)
  }
  const alone = statistic === undefined && isStatistic(name)
  const word = alone ? name : (statistic ?? 'mean')
  if (!isStatistic(word))
    throw refuse(text, `there is no statistic "${word}"`, suggestName(word, QUANTILES, 'statistics'))
  const metric = alone ? 'deployment.duration' : name
  const metrics = metricsOf(pipeline.stages.map((stage) => stage.name)).map((one) => one.name)
  if (metrics.includes(metric)) return { metric, statistic: word }
  const known = [...RATES.map((rate) => rate.name), ...metrics]
  throw refuse(text, `there is no metric "${metric}"`, suggestName(metric, known, 'metrics'))
}

const isStatistic = (word: string): word is Statistic => (QUANTILES as readonly string[]).includes(word)

const sizeOf = (width: string): number | undefined =>
  /^\d+(\.\d+)?$/.test(width) ? Number(width) : parseDuration(width)

function confidenceOf(text: string, written: string | undefined): number {
  if (written === undefined) return CONFIDENCE
  const value = Number(written) > 1 ? Number(written) / 100 : Number(written)
  if (value > 0.5 && value < 1) return value
  throw refuse(text, `"@${written}" is no confidence`, 'write @95 for 95 %')
}

const refuse = (text: string, message: string, remedy: string): InvalidInputError =>
  new InvalidInputError(`--precision ${text}`, [{ path: '', message, remedy }])
