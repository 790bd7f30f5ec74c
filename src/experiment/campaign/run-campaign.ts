import { cellResult, effectsOf, isWorse, matrixOf } from '../../analysis/campaign/index.ts'
import { ChaosAudit, type DeploymentRow } from '../../analysis/index.ts'
import { FAULTS } from '../../faults/index.ts'
import {
  CAMPAIGN_SCHEMA_VERSION,
  type Campaign,
  type CampaignCell,
  type CampaignReport,
  type CellResult,
  campaignSchema,
} from '../../model/campaign.ts'
import type { Scenario } from '../../model/scenario.ts'
import { chooseRunner } from '../choose-runner.ts'
import { rowsOfScenarios } from '../rows-of-scenarios.ts'
import { type CellOptions, cellScenario } from './cell-scenario.ts'
import { designOf, tiersOf } from './design.ts'

/** How a campaign is run. Only `seed` and `repetitions` have an influence on what it shows. */
export interface CampaignOptions {
  readonly seed?: number | undefined
  /** Instead of the scenario's own. */
  readonly repetitions?: number | undefined
  readonly workers?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Runs a designed experiment: each combination of fault, rollback policy and service tier, repeated with the same seeds, and
 * each with its control without the fault. It is stopped when it has done more damage than its blast radius allows: the
 * deployment under way is the last one, every fault of it is out when it ends, and what is done by then is reported.
 */
export async function runCampaign(scenario: Scenario, options: CampaignOptions = {}): Promise<CampaignReport> {
  const campaign = campaignOf(scenario, options.repetitions)
  const seed = options.seed ?? 1
  const tiers = tiersOf(scenario, campaign)
  const cells = designOf(campaign, tiers)
  const plan = planOf(cells, (cell) => cellScenario(scenario, cell))
  const { rows, stopped } = await runAll(plan.scenarios, campaign, seed, options, (index) => index < cells.length)
  return campaignReport({
    environment: 'sim',
    scenario: scenario.name,
    partial: options.signal?.aborted === true,
    ...{ seed, campaign, tiers, plan, rows, stopped },
  })
}

/** What a campaign was, and what it showed: rows by scenario, in the order of the plan. */
export interface CampaignOutcome {
  readonly environment: CampaignReport['environment']
  readonly scenario: string
  readonly seed: number
  readonly campaign: Campaign
  readonly tiers: CampaignReport['tiers']
  readonly plan: CampaignPlan
  readonly rows: readonly (readonly DeploymentRow[])[]
  readonly stopped: string | undefined
  readonly partial: boolean
  /** Sentences beside those on the results. */
  readonly notes?: readonly string[]
}

/** The report of a campaign, wherever it was carried out. */
export function campaignReport(of: CampaignOutcome): CampaignReport {
  const { campaign, tiers, plan, rows, seed } = of
  const { cells } = plan
  const uncontrolled: CellResult[] = []
  const results = cells.flatMap((cell, i) => {
    const [own, controls] = [rows[i] ?? [], rows[plan.controlOf[i]!] ?? []]
    if (own.length < campaign.repetitions) return []
    const result = cellResult(cell, own, controls, seed)
    if (controls.length < own.length) uncontrolled.push(result)
    return [result]
  })
  const levels = { policy: campaign.policies, tier: tiers }
  return {
    kind: 'campaign',
    schemaVersion: CAMPAIGN_SCHEMA_VERSION,
    scenario: of.scenario,
    environment: of.environment,
    seed,
    repetitions: campaign.repetitions,
    design: campaign.design,
    policies: campaign.policies,
    tiers,
    planned: cells.length,
    deployments: rows.slice(0, cells.length).reduce((sum, own) => sum + own.length, 0),
    cells: results,
    matrix: matrixOf(results, campaign.policies, seed),
    effects: (['policy', 'tier'] as const).flatMap((factor) => effectsOf(results, factor, levels[factor], seed)),
    misses: missesOf(results, campaign),
    stopped: of.stopped ?? null,
    partial: of.partial,
    notes: [...(of.notes ?? []), ...notesOn(results, uncontrolled)],
  }
}

/** The scenario's own block, with its experiment's blast radius where it has none of its own. */
export function campaignOf({ campaign, chaos }: Scenario, repetitions: number | undefined): Campaign {
  const own = campaign ?? campaignSchema.parse({})
  const blastRadius = Object.keys(own.blastRadius).length > 0 ? own.blastRadius : (chaos?.blastRadius ?? {})
  return { ...own, blastRadius, repetitions: repetitions ?? own.repetitions }
}

/** What a campaign runs: the scenarios of all combinations, then those of their controls. */
export interface CampaignPlan {
  readonly cells: readonly CampaignCell[]
  readonly scenarios: readonly Scenario[]
  /** Index of the control of each combination; those that differ in nothing but their names are one. */
  readonly controlOf: readonly number[]
}

/** Plans a campaign; `scenarioOf` makes the scenario of a combination, and of a control. */
export function planOf(cells: readonly CampaignCell[], scenarioOf: (cell: CellOptions) => Scenario): CampaignPlan {
  const scenarios = cells.map(({ fault, policy, tier }) =>
    scenarioOf({ kind: FAULTS.get(fault)!, policy, tier, withFault: true }),
  )
  const controls = new Map<string, number>()
  const controlOf = cells.map(({ fault, policy }) => {
    const control = scenarioOf({ kind: FAULTS.get(fault)!, policy, tier: null, withFault: false })
    const key = JSON.stringify({ ...control, name: '' })
    const index = controls.get(key) ?? scenarios.push(control) - 1
    controls.set(key, index)
    return index
  })
  return { cells, scenarios, controlOf }
}

async function runAll(
  scenarios: readonly Scenario[],
  { blastRadius, repetitions: runs }: Campaign,
  seed: number,
  { workers, signal, onProgress }: CampaignOptions,
  isDisturbed: (scenario: number) => boolean,
): Promise<{ readonly rows: readonly DeploymentRow[][]; readonly stopped: string | undefined }> {
  const rows: DeploymentRow[][] = scenarios.map(() => [])
  const audit = new ChaosAudit()
  let done = 0
  await using runner = chooseRunner({ scenarios, runs, workers })
  for await (const { scenario, rows: more } of rowsOfScenarios(runner, scenarios, { seed, runs, signal })) {
    rows[scenario]!.push(...more)
    onProgress?.((done += more.length), scenarios.length * runs)
    if (!isDisturbed(scenario)) continue
    for (const row of more) audit.add(row)
    const stopped = audit.exceeded({ blastRadius })
    if (stopped !== undefined) return { rows, stopped }
  }
  return { rows, stopped: undefined }
}

function missesOf(cells: readonly CellResult[], { accept }: Campaign): string[] {
  if (accept === undefined) return []
  return cells.flatMap(({ fault, policy, tier, worst }) =>
    worst !== null && isWorse(worst, accept)
      ? [`${fault} with ${policy}${tier === null ? '' : ` in ${tier}`}: ${worst}, at least ${accept} is accepted`]
      : [],
  )
}

/** What has to be known beside the matrix; `uncontrolled` are the combinations whose controls were not run any more. */
function notesOn(cells: readonly CellResult[], uncontrolled: readonly CellResult[]): string[] {
  const name = ({ fault, policy, tier }: CellResult): string =>
    `${fault} (${policy}${tier === null ? '' : `, ${tier}`})`
  const unproved = cells.filter(({ state }) => state === 'not-landed').map(name)
  const seldom = cells.filter(({ state, landed, n }) => state === 'done' && landed < n)
  const idle = [...new Set(cells.filter(({ state }) => state === 'no-occasion').map(({ fault }) => fault))]
  const isUnsteady = (cell: CellResult): boolean => !uncontrolled.includes(cell) && cell.controlsSucceeded < cell.n
  const unsteady = [...new Set(cells.filter(isUnsteady).map(({ fault }) => fault))]
  return [
    ...(unproved.length === 0 ? [] : [`Invalid: put in and not proved to have landed: ${unproved.join(', ')}.`]),
    ...(seldom.length === 0
      ? []
      : [
          `Counted only where they were proved to have landed: ${seldom.map((cell) => `${name(cell)} ${cell.landed} of ${cell.n}`).join(', ')}.`,
        ]),
    ...(idle.length === 0 ? [] : [`Nothing that they could hit came along in this pipeline: ${idle.join(', ')}.`]),
    ...(uncontrolled.length === 0 ? [] : ['It was stopped before the controls without faults were run.']),
    ...(unsteady.length === 0 ? [] : [`Their controls did not all succeed without the fault: ${unsteady.join(', ')}.`]),
  ]
}
