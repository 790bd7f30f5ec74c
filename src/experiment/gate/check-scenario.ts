import { buildReport, scenarioHash } from '../../analysis/index.ts'
import { CHECK_SCHEMA_VERSION, type CheckReport } from '../../model/check.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Baseline } from './baseline.ts'
import { compareRows, gateStatus } from './compare-rows.ts'
import { type Explanation, explainChanges, listChanges } from './explain-changes.ts'
import type { GateSettings } from './gate-settings.ts'
import { identicalRows } from './row-data.ts'
import { type Side, type SideOptions, sideOf, simulateSides } from './side.ts'
import { type Spread, spreadOf } from './spread-plan.ts'
import { worthOf } from './worth.ts'

/** What a scenario is checked against. */
export type Reference = {
  /** Its file, as it was named. */
  readonly file: string
} & (
  | {
      readonly kind: 'baseline'
      readonly baseline: Baseline
      /** Its document, as this version reads it; undefined when it is not valid any more. */
      readonly scenario: Scenario | undefined
      /** Why it is not. */
      readonly unreadable: string | null
    }
  | { readonly kind: 'scenario'; readonly scenario: Scenario; readonly runs: number; readonly seed: number }
)

/** How a check is run. */
export interface CheckOptions extends GateSettings, Pick<SideOptions, 'workers' | 'signal' | 'onProgress'> {
  /** Whether differences are run one at a time. Default true. */
  readonly explain?: boolean
}

/** Simulates a scenario with the draws of its reference, decides whether it is worse, and finds out which difference did it. */
export async function checkScenario(
  scenario: Scenario,
  reference: Reference,
  options: CheckOptions = {},
): Promise<CheckReport> {
  const run = { ...layoutOf(scenario, reference), ...options }
  const stages = stagesOf(scenario, reference.scenario)
  const [after, before] = await bothSides(scenario, reference, run)
  const head = headOf(scenario, reference, run)
  if (options.signal?.aborted) return { ...head, ...stopped(scenario, reference.scenario) }
  const metrics = compareRows(before.rows, after.rows, stages, run)
  const identical = identicalRows(before.data, after.data)
  const decided = gateStatus(metrics)
  const status = identical ? 'identical' : decided === 'identical' ? 'pass' : decided
  const doubtful = metrics.filter(({ gating, status: of }) => gating && (of === 'regression' || of === 'inconclusive'))
  const question = {
    metrics: ['deployment.duration', 'change.failure.rate', ...doubtful.map(({ metric }) => metric)],
    stages,
    seed: run.seed,
  }
  const explained = await explain(scenario, reference, { before, after, identical }, run, question)
  const report = buildReport({
    scenario,
    scenarioHash: scenarioHash(scenario),
    environment: 'sim',
    seed: run.seed,
    aggregator: after.aggregator,
    examples: [],
    partial: false,
  })
  const notes = [...explained.notes, ...pairingNotes(before, after)]
  return { ...head, partial: false, status, metrics, ...explained, verdicts: report.verdicts, notes }
}

type Run = SideOptions & CheckOptions

type Explained = Explanation & Pick<CheckReport, 'code' | 'notes'>

function layoutOf(scenario: Scenario, reference: Reference): { seed: number; spread: Spread } {
  if (reference.kind === 'baseline') return { seed: reference.baseline.seed, spread: reference.baseline.spread }
  return { seed: reference.seed, spread: spreadOf(scenario, reference.runs) }
}

async function bothSides(scenario: Scenario, reference: Reference, run: Run): Promise<[after: Side, before: Side]> {
  const own = { scenario, what: scenario.name }
  if (reference.kind === 'baseline') {
    const [after] = await simulateSides([own], run)
    return [after!, sideOf(reference.baseline.rows)]
  }
  const other = { scenario: reference.scenario, what: `${reference.scenario.name} (${reference.file})` }
  const [after, before] = await simulateSides([own, other], run)
  return [after!, before!]
}

/** The code's part first (only a baseline comes from other code), then the differences of the two scenarios. */
async function explain(
  scenario: Scenario,
  reference: Reference,
  sides: { readonly before: Side; readonly after: Side; readonly identical: boolean },
  run: Run,
  question: Parameters<typeof explainChanges>[3],
): Promise<Explained> {
  const other = reference.scenario
  if (other === undefined) {
    const why = reference.kind === 'baseline' ? reference.unreadable : null
    const note = `The scenario inside the baseline is not valid for this version of seatrial any more (${why}), so that differences of the inputs cannot be told from those of the code: write the baseline anew with --update.`
    return { changes: [], together: null, code: null, notes: [note] }
  }
  if (sides.identical || run.explain === false) return { ...listChanges(other, scenario), code: null, notes: [] }
  const unchanged = scenarioHash(other) === scenarioHash(scenario)
  const now =
    reference.kind === 'scenario'
      ? sides.before
      : unchanged
        ? sides.after
        : (await simulateSides([{ scenario: other, what: `${other.name} as it was` }], run))[0]!
  const code =
    reference.kind === 'scenario' || run.signal?.aborted
      ? null
      : {
          identical: identicalRows(sides.before.data, now.data),
          worth: worthOf(sides.before.rows, now.rows, question),
        }
  const changes = await explainChanges({ scenario: other, side: now }, { scenario, side: sides.after }, run, question)
  return { ...changes, code, notes: [] }
}

function headOf(scenario: Scenario, reference: Reference, { seed, spread }: Run) {
  const against =
    reference.kind === 'baseline'
      ? { name: reference.baseline.name, hash: reference.baseline.hash, provenance: reference.baseline.provenance }
      : { name: reference.scenario.name, hash: scenarioHash(reference.scenario), provenance: null }
  return {
    kind: 'check' as const,
    schemaVersion: CHECK_SCHEMA_VERSION,
    environment: 'sim' as const,
    scenario: { name: scenario.name, hash: scenarioHash(scenario) },
    against: { kind: reference.kind, file: reference.file, ...against },
    seed,
    runs: spread.runs,
    stretches: spread.stretches,
  } satisfies Partial<CheckReport>
}

const stopped = (
  scenario: Scenario,
  other: Scenario | undefined,
): Omit<CheckReport, keyof ReturnType<typeof headOf>> => ({
  partial: true,
  status: 'inconclusive',
  metrics: [],
  code: null,
  ...(other === undefined ? { changes: [], together: null } : listChanges(other, scenario)),
  verdicts: [],
  notes: ['The check was stopped before both sides were complete: nothing was compared.'],
})

const stagesOf = (...scenarios: readonly (Scenario | undefined)[]): string[] => [
  ...new Set(scenarios.flatMap((scenario) => scenario?.pipeline.stages.map(({ name }) => name) ?? [])),
]

function pairingNotes(before: Side, after: Side): string[] {
  if (before.rows.size === after.rows.size) return []
  const counts = `${before.rows.size} before and ${after.rows.size} after`
  return [`The stretches are of different length (${counts}): deployments without a partner are left out of durations.`]
}
