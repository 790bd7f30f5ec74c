import { InvalidInputError, type Problem } from '../../model/errors.ts'
import { REPORT_SCHEMA_VERSION, type SuiteReport } from '../../model/report.ts'
import type { Suite } from '../../model/suite.ts'
import type { Aggregator } from '../aggregator.ts'
import type { OrderedRows } from '../ordered-rows.ts'
import { auditOf } from '../published-audit.ts'
import { type ComparisonOptions, compareScenarios } from './comparisons.ts'
import { factorialOf } from './factorial.ts'

/** What a suite's report is made of. */
export interface SuiteReportInput {
  readonly suite: Suite
  readonly environment: 'sim' | 'kind'
  readonly seed: number
  readonly partial: boolean
  /** In the order of the suite; `name` is the scenario's, `folder` where its own report lies, relative to suite.json. */
  readonly scenarios: readonly { readonly name: string; readonly folder: string; readonly aggregator: Aggregator }[]
  /** Two-sided; 0.95 unless given. */
  readonly confidence?: number
}

/**
 * suite.json: which scenarios ran together, paired comparisons, and the 2 × 2 if the suite asks for one. What a stopped run
 * did not come to is left out. Throws `InvalidInputError` when a comparison names a scenario that the suite does not have.
 */
export function buildSuiteReport(input: SuiteReportInput): SuiteReport {
  const { suite, environment, seed, partial, scenarios } = input
  requireScenarios(suite)
  const audit = auditOf(suite.scenarios.flatMap((scenario) => scenario.published))
  const options = { confidence: input.confidence ?? 0.95, seed }
  const ran = new Map<string, Ran>()
  for (const { name, aggregator } of scenarios) {
    if (aggregator.size > 0) ran.set(name, { name, rows: aggregator.read(), stages: stagesOf(suite, name) })
  }
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    suite: { name: suite.name, description: suite.description },
    environment,
    seed,
    partial,
    scenarios: scenarios.map(({ name, folder }) => ({ name, folder })),
    comparisons: comparisonsOf(suite, ran, options),
    factorial: factorialOfSuite(suite, ran, options),
    ...(audit === undefined ? {} : { audit }),
  }
}

interface Ran {
  readonly name: string
  readonly rows: OrderedRows
  readonly stages: readonly string[]
}

const stagesOf = (suite: Suite, name: string): string[] =>
  suite.scenarios.find((scenario) => scenario.name === name)?.pipeline.stages.map((stage) => stage.name) ?? []

function comparisonsOf(
  suite: Suite,
  ran: ReadonlyMap<string, Ran>,
  options: ComparisonOptions,
): SuiteReport['comparisons'] {
  return suite.comparisons.flatMap(({ label, from: a, to: b, metric }) => {
    const from = ran.get(a)
    const to = ran.get(b)
    if (from === undefined || to === undefined) return []
    const stages = [...new Set([...from.stages, ...to.stages])]
    const all = compareScenarios({ label, from, to, stages }, options)
    return all.map((one) => ({ ...one, main: one.metric === metric }))
  })
}

function factorialOfSuite(
  { factorial }: Suite,
  ran: ReadonlyMap<string, Ran>,
  options: ComparisonOptions,
): SuiteReport['factorial'] {
  if (factorial === undefined) return null
  const neither = ran.get(factorial.neither)
  const first = ran.get(factorial.first.scenario)
  const second = ran.get(factorial.second.scenario)
  const both = ran.get(factorial.both)
  if (neither === undefined || first === undefined || second === undefined || both === undefined) return null
  const labels = { first: factorial.first.label, second: factorial.second.label }
  return factorialOf({ labels, cells: { neither, first, second, both } }, options)
}

function requireScenarios(suite: Suite): void {
  const names = suite.scenarios.map((scenario) => scenario.name)
  const { factorial } = suite
  const used = [
    ...suite.comparisons.flatMap(({ from, to }, i) => [
      [`comparisons.${i}.from`, from] as const,
      [`comparisons.${i}.to`, to] as const,
    ]),
    ...(factorial === undefined
      ? []
      : [
          ['factorial.neither', factorial.neither] as const,
          ['factorial.first.scenario', factorial.first.scenario] as const,
          ['factorial.second.scenario', factorial.second.scenario] as const,
          ['factorial.both', factorial.both] as const,
        ]),
  ]
  const problems = used.flatMap(([path, name]): Problem[] => {
    if (names.includes(name)) return []
    const message = `expected the name of a scenario of the suite, got "${name}"`
    return [{ path, message, remedy: `use one of ${names.join(', ')}` }]
  })
  if (problems.length > 0) throw new InvalidInputError(`suite ${suite.name}`, problems)
}
