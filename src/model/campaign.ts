import { z } from 'zod'
import { blastRadiusSchema } from './chaos.ts'
import { TIERS, type Tier } from './fleet.ts'
import { ROLLBACK_POLICIES, type RollbackPolicy } from './pipeline.ts'
import type { ReportEstimate } from './report.ts'
import { countSchema } from './schema.ts'
import type { Millis } from './units.ts'

/** Version of the layout of campaign.json. */
export const CAMPAIGN_SCHEMA_VERSION = 1

/**
 * How things come back from a fault, the best first: nobody has to do anything; somebody agrees to going back; a gate stopped it
 * before production, and somebody mends it; somebody repairs production by hand; or not at all: nobody noticed, or data are corrupted.
 */
export const RESILIENCES = ['alone', 'approval', 'stopped', 'by-hand', 'not'] as const
export type Resilience = (typeof RESILIENCES)[number]

/** Which combinations of the factors are run: all of them, or a balanced half or third, which still shows each factor's own effect. */
export const DESIGNS = ['full', 'half', 'third'] as const

/** A designed experiment: faults × rollback policies × service tiers, each combination repeated with the same seeds. */
export const campaignSchema = z.strictObject({
  /** Names of faults; the whole catalogue unless given. */
  faults: z.array(z.string()).min(1, { error: 'expected at least one fault' }).optional(),
  policies: z
    .array(z.enum(ROLLBACK_POLICIES))
    .min(1, { error: 'expected at least one policy' })
    .default(['manual', 'any-failure', 'guarded', 'readiness-failures']),
  /** Those of the fleet's services unless given. A fault that does not select by tier is run once for all. */
  tiers: z.array(z.enum(TIERS)).min(1, { error: 'expected at least one tier' }).optional(),
  /** Deployments of each combination. */
  repetitions: countSchema.min(1).default(5),
  design: z.enum(DESIGNS).default('full'),
  /** The worst way back that is good enough; a combination that comes back in a worse way misses the target. */
  accept: z.enum(RESILIENCES).optional(),
  /** More than this over all combinations so far, and the campaign is stopped: exit code 3. */
  blastRadius: blastRadiusSchema.default({}),
})
export type Campaign = z.output<typeof campaignSchema>

/** One combination of the factors. */
export interface CampaignCell {
  readonly fault: string
  readonly policy: RollbackPolicy
  /** Null for a fault that does not select by tier. */
  readonly tier: Tier | null
}

/** What one combination showed. */
export interface CellResult extends CampaignCell {
  /** `done`; `no-occasion`: nothing that the fault could hit came along in this pipeline; `not-landed`: it was put in without proof that it landed. */
  readonly state: 'done' | 'no-occasion' | 'not-landed'
  /** Deployments in which the fault landed. */
  readonly landed: number
  readonly n: number
  /** Deployments by the way in which they came back. */
  readonly ways: Readonly<Record<Resilience, number>>
  /** The worst of them; null where nothing landed. */
  readonly worst: Resilience | null
  /** From impact to restored service, or until the fault was over where nobody had to act; null where there is none. */
  readonly timeToRecover: ReportEstimate | null
  /** Each deployment's, in the order of the repetitions; null where there is none. */
  readonly times: readonly (Millis | null)[]
  readonly corrupted: number
  readonly unnoticed: number
  /** The same deployments without the fault succeeded. */
  readonly controlsSucceeded: number
}

/** A line of the matrix: a fault in all tiers where they agree on how it comes back, else in one of them. */
export interface MatrixRow {
  readonly fault: string
  /** `all`: the tiers agree; null: the fault does not select by tier. */
  readonly tier: Tier | 'all' | null
  /** One a policy, in the order of the report's; null where the combination was not run or nothing landed. */
  readonly cells: readonly ({ readonly worst: Resilience; readonly timeToRecover: ReportEstimate | null } | null)[]
}

/** What one level of a factor does on average over the others, paired with the first level. */
export interface FactorLevel {
  readonly factor: 'policy' | 'tier'
  readonly level: string
  /** Trials in which the fault landed. */
  readonly n: number
  readonly ways: Readonly<Record<Resilience, number>>
  readonly timeToRecover: ReportEstimate
  /** Against the first level, over the trials that both have; null for the first. */
  readonly difference: ReportEstimate | null
}

/** campaign.json */
export interface CampaignReport {
  readonly kind: 'campaign'
  readonly schemaVersion: typeof CAMPAIGN_SCHEMA_VERSION
  readonly scenario: string
  readonly environment: 'sim' | 'kind'
  readonly seed: number
  readonly repetitions: number
  readonly design: Campaign['design']
  readonly policies: readonly RollbackPolicy[]
  readonly tiers: readonly Tier[]
  /** Combinations of the design, and those of them that were run before the end or a stop. */
  readonly planned: number
  readonly deployments: number
  readonly cells: readonly CellResult[]
  /** The cells as a table, the faults that come back worst first. */
  readonly matrix: readonly MatrixRow[]
  readonly effects: readonly FactorLevel[]
  /** Combinations that come back in a worse way than is accepted, in words. */
  readonly misses: readonly string[]
  /** Why the blast radius stopped it; null when it did not. */
  readonly stopped: string | null
  /** Stopped by a signal before all was done. */
  readonly partial: boolean
  readonly notes: readonly string[]
}
