import type { FaultKind } from '../../faults/fault-kind.ts'
import { FAULTS } from '../../faults/index.ts'
import type { Campaign, CampaignCell } from '../../model/campaign.ts'
import { TIERS, type Tier } from '../../model/fleet.ts'
import type { Scenario } from '../../model/scenario.ts'

/** One in so many combinations is run. */
const FRACTION = { full: 1, half: 2, third: 3 } as const

/** Tiers that a campaign varies: those asked for, as far as the fleet has services of them. */
export function tiersOf({ fleet }: Pick<Scenario, 'fleet'>, campaign: Campaign): Tier[] {
  const there = new Set(fleet.services.map((service) => service.tier))
  return TIERS.filter((tier) => there.has(tier) && (campaign.tiers?.includes(tier) ?? true))
}

/**
 * The combinations that are run. In a fraction the indices of a combination's levels sum to a multiple of its size, a Latin
 * square: every pair of levels of two factors is there equally often, so that each factor's own effect stays apart from the
 * others' (Box, Hunter & Hunter, Statistics for Experimenters, on fractional designs). What is given up are interactions.
 */
export function designOf(
  campaign: Campaign,
  tiers: readonly Tier[],
  canLand: (kind: FaultKind) => boolean = ({ sim }) => sim,
): CampaignCell[] {
  const faults = campaign.faults ?? [...FAULTS.values()].filter(canLand).map(({ name }) => name)
  const every = FRACTION[campaign.design]
  return faults.flatMap((fault, f) => {
    const varied = FAULTS.get(fault)!.selects.includes('tier') && tiers.length > 0
    return campaign.policies.flatMap((policy, p) =>
      (varied ? tiers : [null]).flatMap((tier, t) => ((f + p + t) % every === 0 ? [{ fault, policy, tier }] : [])),
    )
  })
}
