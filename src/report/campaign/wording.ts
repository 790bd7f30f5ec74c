import type { CampaignReport, MatrixRow, Resilience } from '../../model/campaign.ts'
import type { RollbackPolicy } from '../../model/pipeline.ts'
import { whole } from '../format/number.ts'
import { words } from '../wording/attribution.ts'

/** Ways back in a word each. */
export const WAY: Readonly<Record<Resilience, string>> = {
  alone: 'alone',
  approval: 'with approval',
  stopped: 'stopped',
  'by-hand': 'by hand',
  not: 'not',
}

/** What they mean. */
export const WAY_MEANING: Readonly<Record<Resilience, string>> = {
  alone: 'nobody had to do anything',
  approval: 'somebody agreed to going back',
  stopped: 'a gate stopped it before production; somebody mends it by hand',
  'by-hand': 'somebody repaired production by hand',
  not: 'nobody noticed, or going back corrupted data',
}

/** What a rollback policy does. */
export const POLICY_MEANING: Readonly<Record<RollbackPolicy, string>> = {
  none: 'leaves it',
  manual: 'pages a person',
  'any-failure': 'goes back at once, whatever changed',
  guarded: 'goes back at once, and asks first where a database changed',
  'readiness-failures': 'is guarded, and acts on the share of new pods that are not ready',
}

/** The policies of a campaign and what they do, in a sentence. */
export const policiesText = ({ policies }: CampaignReport): string =>
  `${policies.map((policy) => `${words(policy)} ${POLICY_MEANING[policy]}`).join('; ')}.`

/** The line of a fault: its name, and the tier where tiers differ. */
export const rowName = ({ fault, tier }: MatrixRow): string =>
  tier === null || tier === 'all' ? words(fault) : `${words(fault)}, ${tier}`

/** What was run, in one line. */
export function extentText({ planned, cells, deployments, repetitions, design, seed }: CampaignReport): string {
  const part = cells.length < planned ? `${whole(cells.length)} of ${whole(planned)}` : whole(planned)
  const fraction = design === 'full' ? 'a full factorial' : `a ${design} of the factorial`
  return `${part} combinations (${fraction}) × ${repetitions}, ${whole(deployments)} deployments and their controls, seed ${seed}`
}

/** How many combinations come back in which way, for a first line. */
export function countText({ cells }: CampaignReport, ways: readonly Resilience[]): string {
  return ways
    .map((way) => [WAY[way], cells.filter(({ worst }) => worst === way).length] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${whole(count)}`)
    .join(' · ')
}
