import { type DeploymentRow, roundedEstimate, type Unit } from '../../analysis/index.ts'
import type { GuardValue } from '../../model/explanation.ts'
import { GUARDS, type Guard } from '../../model/guards/index.ts'
import { isChangeFailure, isPipelineFailure } from '../../model/outcome.ts'
import type { ReportEstimate } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import { pairedDifferenceOfClusters, ruleOfThree } from '../../stats/index.ts'
import { chooseRunner } from '../choose-runner.ts'
import { rowsOfScenarios } from '../rows-of-scenarios.ts'

/** How guards are valued. Only `seed` and `runs` have an influence on the results. */
export interface GuardOptions {
  readonly seed: number
  /** Deployments of each of the paired runs. */
  readonly runs: number
  readonly workers?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** A run of one pipeline, stretch by stretch. */
type Rows = readonly (readonly DeploymentRow[])[]

/**
 * What each guard that has a place in the pipeline is worth: the scenario is run with it switched over, with the same draws,
 * and every deployment is compared with itself. The guards that prevent most failures come first. Fewer when it was stopped.
 */
export async function guardValues(scenario: Scenario, options: GuardOptions): Promise<GuardValue[]> {
  const guards = [...GUARDS.values()].flatMap((guard) => {
    const on = guard.isOn(scenario.pipeline)
    return on === undefined ? [] : [{ guard, on }]
  })
  const others = guards.map(({ guard, on }) => ({ ...scenario, pipeline: guard.switched(scenario.pipeline, !on) }))
  const scenarios = [scenario, ...others]
  const all: DeploymentRow[][][] = scenarios.map(() => [])
  await using runner = chooseRunner({ scenarios, runs: options.runs, workers: options.workers })
  let done = 0
  for await (const { scenario: index, rows } of rowsOfScenarios(runner, scenarios, options)) {
    all[index]!.push([...rows])
    options.onProgress?.((done += rows.length), scenarios.length * options.runs)
  }
  const own = all[0]!
  const complete = guards.flatMap(({ guard, on }, i) => {
    const other = all[i + 1]!
    return other.length < own.length || other.length === 0 ? [] : [worthOfGuard(guard, on, own, other, options.seed)]
  })
  return complete.sort((a, b) => worth(b) - worth(a) || (a.name < b.name ? -1 : 1))
}

/** What it keeps from happening: failures first, then what nobody noticed, then minutes. */
const worth = ({ changeFailures, corrupted, unnoticed, impact }: GuardValue): number =>
  -((changeFailures.value ?? 0) + (corrupted.value ?? 0) + (unnoticed.value ?? 0)) * 1e9 - (impact.value ?? 0)

function worthOfGuard({ name, label }: Guard, on: boolean, own: Rows, other: Rows, seed: number): GuardValue {
  const [without, has] = on ? [other, own] : [own, other]
  const idle = JSON.stringify(own) === JSON.stringify(other)
  const share = (of: (row: DeploymentRow) => boolean): ReportEstimate =>
    difference(without, has, (row) => Number(of(row)), { unit: 'ratio', idle, seed })
  const healthy = bothHealthy(without, has)
  return {
    name,
    label,
    on,
    changeFailures: share(({ outcome }) => isChangeFailure(outcome)),
    pipelineFailures: share(({ outcome }) => isPipelineFailure(outcome)),
    impact: difference(without, has, ({ recovery }) => recovery?.totalMs ?? 0, { unit: 'ms', idle, seed }),
    corrupted: share(({ recovery }) => recovery?.dataCorrupted === true),
    unnoticed: share((row) => row.unnoticed !== undefined),
    duration: difference(healthy.without, healthy.has, ({ durationMs }) => durationMs!, { unit: 'ms', idle, seed }),
    idle,
  }
}

/** With the guard minus without it. Shares that differ in no deployment are bounded by what so many could have hidden. */
function difference(
  without: Rows,
  has: Rows,
  of: (row: DeploymentRow) => number,
  { unit, idle, seed }: { readonly unit: Unit; readonly idle: boolean; readonly seed: number },
): ReportEstimate {
  const read = (rows: Rows): number[][] => rows.map((stretch) => stretch.map(of))
  const [a, b] = [read(without), read(has)]
  const n = a.reduce((sum, stretch) => sum + stretch.length, 0)
  if (idle || n === 0)
    return { value: n === 0 ? null : 0, low: idle && n > 0 ? 0 : null, high: idle && n > 0 ? 0 : null, n }
  const { difference, identical } = pairedDifferenceOfClusters(a, b, { seed })
  if (!identical) return roundedEstimate(difference, unit)
  const hidden = unit === 'ratio' ? ruleOfThree(n) : null
  return roundedEstimate({ value: 0, low: hidden === null ? null : -hidden, high: hidden, n }, unit)
}

function bothHealthy(without: Rows, has: Rows): { readonly without: Rows; readonly has: Rows } {
  const keep = (rows: Rows): Rows =>
    rows.map((stretch, s) =>
      stretch.filter((_, i) => without[s]?.[i]?.durationMs != null && has[s]?.[i]?.durationMs != null),
    )
  return { without: keep(without), has: keep(has) }
}
