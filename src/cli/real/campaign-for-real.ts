import { planRealCampaign, runRealCampaign } from '../../experiment/campaign/real-campaign.ts'
import { requireReal } from '../../experiment/real/require-real.ts'
import type { CampaignReport } from '../../model/campaign.ts'
import type { Scenario } from '../../model/scenario.ts'
import { splitSettings } from '../environment/environment-settings.ts'
import type { RunFlags } from '../flags.ts'
import { startProgress } from '../progress/start-progress.ts'
import { openSession } from './open-session.ts'
import type { RealFlags } from './real-flags.ts'

/** The campaign of `bench SCENARIO --campaign --env kind`, on one environment that is taken down afterwards. */
export async function campaignOnKind(
  scenario: Scenario,
  flags: RunFlags & RealFlags,
  signal: AbortSignal,
): Promise<CampaignReport> {
  const { environment } = splitSettings(flags.set, flags)
  requireReal([scenario])
  const planned = planRealCampaign(scenario, flags.runs)
  const { scenarios, cells } = planned.plan
  const { seed } = flags
  const say = (line: string): void => void (flags.quiet === true || process.stderr.write(`${line}\n`))
  say(`${planned.deployments} real deployments: ${cells.length} combinations and their controls`)
  await using session = await openSession({ scenarios, seed, environment, name: flags.environment, signal, say })
  using progress = startProgress(flags.quiet === true)
  return await runRealCampaign(planned, {
    ...{ carrier: session.carrier, notes: session.notes, seed, signal },
    onProgress: (done, total) => progress.update(`campaign ${scenario.name}`, done, total),
  })
}
