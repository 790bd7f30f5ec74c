import { ChaosAudit, type DeploymentRow } from '../../analysis/index.ts'
import type { FaultKind } from '../../faults/fault-kind.ts'
import { FAULTS } from '../../faults/index.ts'
import type { Campaign, CampaignReport } from '../../model/campaign.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { Tier } from '../../model/fleet.ts'
import type { Scenario } from '../../model/scenario.ts'
import { type CarryOutOptions, carryOut } from '../real/carry-out.ts'
import { designOf, tiersOf } from './design.ts'
import { realCellScenario, SMALLER } from './real-cell-scenario.ts'
import { type CampaignPlan, campaignOf, campaignReport, planOf } from './run-campaign.ts'

/** Real deployments of a campaign at most: each takes minutes. */
const MOST = 400

/** A campaign for real clusters, before anything is brought up. */
export interface RealCampaign {
  readonly scenario: string
  readonly campaign: Campaign
  readonly tiers: readonly Tier[]
  readonly plan: CampaignPlan
  /** Real deployments that it takes, controls included. */
  readonly deployments: number
}

/** Faults that one environment of on-demand machines can have. */
const canLand = ({ kind, trial }: FaultKind): boolean => kind && trial?.spot !== true

/**
 * Plans a campaign over the faults that land on real clusters. Throws `InvalidInputError` for faults that cannot, by name, and for more
 * deployments than anybody waits for. Each combination is carried out as often as the
 * scenario's campaign block or `repetitions` says, and once without either.
 */
export function planRealCampaign(scenario: Scenario, repetitions: number | undefined): RealCampaign {
  const campaign = campaignOf(scenario, repetitions ?? scenario.campaign?.repetitions ?? 1)
  const tiers = tiersOf(scenario, campaign)
  const refused = (campaign.faults ?? []).filter((name) => !canLand(FAULTS.get(name)!))
  if (refused.length > 0) throw cannotLand(scenario.name, refused)
  const plan = planOf(designOf(campaign, tiers, canLand), (cell) => realCellScenario(scenario, cell))
  const deployments = plan.scenarios.length * campaign.repetitions
  if (deployments > MOST) throw tooMany(scenario.name, deployments)
  return { scenario: scenario.name, campaign, tiers, plan, deployments }
}

/** How a planned campaign is carried out. */
export interface RealCampaignOptions extends Pick<CarryOutOptions, 'carrier' | 'seed' | 'signal'> {
  readonly onProgress?: (done: number, total: number) => void
  /** What the environment says of itself; read when the campaign is over. */
  readonly notes: () => readonly string[]
}

/**
 * Carries a campaign out, combinations and controls interleaved in random order. It is stopped as on the simulator when it has done more
 * damage than its blast radius allows: the deployment under way is the last one.
 */
export async function runRealCampaign(planned: RealCampaign, options: RealCampaignOptions): Promise<CampaignReport> {
  const { scenario, campaign, tiers, plan } = planned
  const { carrier, seed, signal, onProgress } = options
  const rows: DeploymentRow[][] = plan.scenarios.map(() => [])
  const audit = new ChaosAudit()
  const stop = new AbortController()
  let stopped: string | undefined
  await carryOut(plan.scenarios, {
    ...{ carrier, seed, repetitions: campaign.repetitions, deployments: 1 },
    signal: AbortSignal.any([signal, stop.signal]),
    onProgress: (_, done, total) => onProgress?.(done, total),
    onRow: (index, row) => {
      rows[index]!.push(row)
      if (index >= plan.cells.length) return
      audit.add(row)
      stopped ??= audit.exceeded(campaign)
      if (stopped !== undefined) stop.abort(new Error(stopped))
    },
  })
  return campaignReport({
    ...{ environment: 'kind', scenario, seed, campaign, tiers, plan, rows, stopped },
    partial: signal.aborted,
    notes: [SMALLER, ...options.notes()],
  })
}

const cannotLand = (scenario: string, faults: readonly string[]): InvalidInputError =>
  new InvalidInputError(
    `scenario ${scenario}`,
    faults.map((name) => ({
      path: 'campaign.faults',
      message: `expected faults that land on real clusters with on-demand machines, got "${name}"`,
      remedy: 'see with "seatrial faults list" which can, or run the campaign with --env sim',
    })),
  )

const tooMany = (scenario: string, deployments: number): InvalidInputError =>
  new InvalidInputError(`scenario ${scenario}`, [
    {
      path: 'campaign',
      message: `expected at most ${MOST} real deployments, got ${deployments} with the controls`,
      remedy: 'name fewer faults, policies or tiers, take `design: third`, or lower --runs',
    },
  ])
