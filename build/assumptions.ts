import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { assumptionsOf } from '../src/analysis/index.ts'
import { loadElasticitiesIfAny } from '../src/loading/elasticities.ts'
import { loadScenario } from '../src/loading/load.ts'
import { resolveSeatrialToItself } from '../src/loading/seatrial-specifier.ts'
import { type ElasticitiesFile, HEADLINE_FIGURES } from '../src/model/elasticities.ts'
import { listParameters } from '../src/model/parameter.ts'
import type { Assumption, ReportEstimate } from '../src/model/report.ts'
import { type Scenario, scenarioSchema } from '../src/model/scenario.ts'
import { fixed, whole } from '../src/report/format/number.ts'
import { formatRange } from '../src/report/format/quantity.ts'
import { constantText } from '../src/report/html/sections/assumptions.ts'

const PAGE = new URL('../docs/assumptions.md', import.meta.url)
const ELASTICITIES = fileURLToPath(new URL('../reports/reference/elasticities.json', import.meta.url))
const scenarioFile = (name: string): string =>
  fileURLToPath(new URL(`../scenarios/reference/${name}.ts`, import.meta.url))

/** One constant as both scenarios have it. */
interface Row {
  readonly before: Assumption
  readonly after: Assumption
  /** Its default; undefined for a constant of the scenarios' own data. */
  readonly standard: unknown
}

/** docs/assumptions.md: every constant of the reference scenarios, where it comes from, and what depends on it. */
export function assumptionsPage(before: Scenario, after: Scenario, file: ElasticitiesFile | undefined): string {
  const standards = new Map(listParameters(scenarioSchema).map(({ path, value }) => [path, value]))
  const known = (scenario: Scenario): Assumption[] =>
    assumptionsOf(scenario, file?.scenarios[scenario.name]?.constants ?? {})
  const rows = known(before).map((each, i): Row => {
    return { before: each, after: known(after)[i] as Assumption, standard: standards.get(each.path) }
  })
  const sections = [...Map.groupBy(rows, ({ before: { path } }) => groupOf(path))]
  return [
    ...introduction(rows),
    ...[before, after].flatMap((scenario) => howComputed(scenario, file)),
    ...sections.flatMap(([name, own]) => ['', `## ${name}`, '', ...HEADER, ...own.map(rowText)]),
    ...switchedOn(new Set(rows.map(({ before: { path } }) => path))),
    '',
  ].join('\n')
}

/** The page without what a run of `seatrial sensitivity` puts into it: the two last cells of rows, and how it was run. */
export const withoutFigures = (page: string): string =>
  page
    .split('\n')
    .filter((line) => !line.startsWith(COMPUTED))
    .map((line) => (line.startsWith('|') ? line.split(' | ').slice(0, -2).join(' | ') : line))
    .join('\n')

const COMPUTED = '- `reference/'

function introduction(rows: readonly Row[]): string[] {
  const assumed = rows.filter(({ before }) => before.assumed !== null)
  const tuned = rows.filter(({ before }) => before.tuned)
  return [
    '# Constants and assumptions',
    '',
    '<!-- Made by: node build/assumptions.ts -->',
    '',
    `The reference scenarios have ${rows.length} constants. ${rows.length - assumed.length} have a source: a document that anybody`,
    'can look up, or a condition that the published case states (never one of its results).',
    `${assumed.length} are *assumed*, each with a plausible range. Of those, **${tuned.length} were tuned**: chosen while looking at a`,
    'published result. They are',
    '',
    ...tuned.map(({ before: { path } }) => `- \`${path}\``),
    '',
    'The last two columns are elasticities: by how many percent a headline figure of `reference/before` and',
    '`reference/after` changes for one percent more of the constant, with a 95 % interval from whole stretches: the mean (time) and',
    'the P95 of `deployment.duration`, the `change.failure.rate` (failures) and the mean of `recovery.duration` (recovery). Figures',
    'whose interval includes 0 are left out here and are in `reports/reference/elasticities.json`; a dash says that none is',
    'certain, 0 that the runs were the same to the byte. Of a switch it is the change in percent when it is switched on. Times',
    'given as distributions are stretched as a whole.',
    '',
  ]
}

function howComputed(scenario: Scenario, file: ElasticitiesFile | undefined): string[] {
  const how = file?.scenarios[scenario.name]
  if (how === undefined) return [`${COMPUTED.slice(0, 3)}${scenario.name}\`: not computed yet`]
  const size = `${whole(how.runs)} deployments in ${whole(how.stretches)} stretches`
  return [`${COMPUTED.slice(0, 3)}${scenario.name}\`: ${size}, seed ${how.seed}, constants × and ÷ ${how.factor}`]
}

/** Constants of mechanisms that the reference scenarios do not have, with their defaults. */
function switchedOn(known: ReadonlySet<string>): string[] {
  const others = listParameters(scenarioSchema).filter(({ path }) => !known.has(path))
  return [
    '',
    '## Mechanisms that scenarios switch on',
    '',
    `The reference scenarios have none of these ${others.length} constants; docs/model.md says which part of a scenario brings them in.`,
    '',
    '| constant | default | what it is | where it comes from |',
    '|---|---|---|---|',
    ...others.map(({ path, value, note }) => {
      const where =
        'source' in note ? note.source : `*assumed*, ${formatRange(...note.assumed, note.unit)}: ${note.why}`
      const cells = [`\`${path}\``, constantText(value, note.unit), note.about, where]
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
    }),
  ]
}

const HEADER = ['| constant | value | what it is | where it comes from | before | after |', '|---|---|---|---|---|---|']

function groupOf(path: string): string {
  const [first = '', second = ''] = path.split('.')
  if (first === 'mechanisms') return second[0]?.toUpperCase() + second.slice(1)
  if (first === 'fintech' || first === 'fleet') return 'The synthetic fleet'
  return first[0]?.toUpperCase() + first.slice(1)
}

function rowText(row: Row): string {
  const { path, about, tuned } = row.before
  const cells = [
    `\`${path}\`${tuned ? ' **tuned**' : ''}`,
    valueText(row),
    about,
    basis(row.before),
    elasticityText(row.before),
    elasticityText(row.after),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** The default, and what the scenarios have instead of it. */
function valueText({ before, after, standard }: Row): string {
  const text = (value: unknown): string => constantText(value, before.unit)
  const [b, a] = [text(before.value), text(after.value)]
  const own = b === a ? b : `before: ${b}; after: ${a}`
  if (standard === undefined || (!before.overridden && !after.overridden)) return own
  return `${text(standard)}; ${b === a ? `here ${own}` : own}`
}

function basis({ source, assumed, unit }: Assumption): string {
  if (assumed === null) return source ?? ''
  return `*assumed*, ${formatRange(assumed.low, assumed.high, unit)}: ${assumed.why}`
}

const NAMES: Readonly<Record<string, string>> = {
  'deployment.duration': 'time',
  'deployment.duration.p95': 'P95',
  'change.failure.rate': 'failures',
  'recovery.duration': 'recovery',
}

function elasticityText({ elasticity, assumed }: Assumption): string {
  if (assumed === null) return ''
  if (elasticity === null) return 'not computed'
  const figures = HEADLINE_FIGURES.map((figure) => ({ name: NAMES[figure], estimate: elasticity[figure] }))
  const certain = figures.flatMap(({ name, estimate }) =>
    estimate === undefined || !isCertain(estimate) ? [] : [`${name} ${estimateText(estimate)}`],
  )
  if (certain.length > 0) return certain.join('<br>')
  return figures.every(({ estimate }) => estimate === undefined || isExactly0(estimate)) ? '0' : '–'
}

const isCertain = ({ low, high }: ReportEstimate): boolean => low !== null && high !== null && (low > 0 || high < 0)

const isExactly0 = ({ value, low, high }: ReportEstimate): boolean =>
  value === null || (value === 0 && low === 0 && high === 0)

function estimateText({ value, low, high }: ReportEstimate): string {
  const size = Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0))
  const decimals = size < 0.01 ? 4 : size < 0.1 ? 3 : 2
  const text = (x: number | null): string => `${(x ?? 0) > 0 ? '+' : ''}${fixed(x ?? 0, decimals)}`
  return `${text(value)} (${text(low)} to ${text(high)})`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  resolveSeatrialToItself()
  const [before, after] = await Promise.all(['before', 'after'].map((name) => loadScenario(scenarioFile(name))))
  const page = assumptionsPage(before!.value, after!.value, await loadElasticitiesIfAny(ELASTICITIES))
  if (!process.argv.includes('--check')) await writeFile(PAGE, page)
  else if (withoutFigures(await readFile(PAGE, 'utf8').catch(() => '')) !== withoutFigures(page)) {
    console.error('docs/assumptions.md is not what the code says; run: node build/assumptions.ts')
    process.exitCode = 1
  }
}
