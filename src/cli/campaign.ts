import { runCampaign } from '../experiment/campaign/run-campaign.ts'
import { loadScenario } from '../loading/load.ts'
import type { CampaignReport } from '../model/campaign.ts'
import type { Scenario } from '../model/scenario.ts'
import { campaignFiles, campaignJson, campaignMarkdown, terminalCampaign } from '../report/campaign/index.ts'
import { conclude } from './conclude.ts'
import { settingsForSim, splitSettings } from './environment/environment-settings.ts'
import { EXIT_CODES, type ExitCode } from './exit-codes.ts'
import type { RunFlags } from './flags.ts'
import { listenForInterruption } from './interruption.ts'
import { OutputFolder } from './output/output-folder.ts'
import { printNotes } from './print-notes.ts'
import { startProgress } from './progress/start-progress.ts'
import { campaignOnKind } from './real/campaign-for-real.ts'
import type { RealFlags } from './real/real-flags.ts'
import { OF_A_REAL_RUN } from './real/texts.ts'

/** `bench SCENARIO --campaign`: `--runs` is the number of repetitions of each combination. */
export async function campaign(file: string, flags: RunFlags & RealFlags): Promise<ExitCode> {
  const isReal = flags.env === 'kind'
  const settings = isReal ? splitSettings(flags.set, flags).scenario : settingsForSim(flags.set, flags)
  const { value: scenario, notes } = await loadScenario(file, settings)
  if (!flags.quiet) printNotes(notes)
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  const texts = isReal ? [OF_A_REAL_RUN] : []
  using interruption = listenForInterruption(`bench ${file} --campaign`, flags.timeout, ...texts)
  const report = await (isReal ? campaignOnKind : simulated)(scenario, flags, interruption.signal)
  for (const [name, text] of campaignFiles(report)) folder?.write(name, text)
  const printable = {
    text: (color: boolean) => terminalCampaign(report, { color }),
    json: () => campaignJson(report),
    markdown: () => campaignMarkdown(report),
  }
  return conclude(printable, { flags, interruption, folder, code: exitCodeOf(report) })
}

async function simulated(scenario: Scenario, flags: RunFlags, signal: AbortSignal): Promise<CampaignReport> {
  using progress = startProgress(flags.quiet === true)
  return await runCampaign(scenario, {
    ...{ seed: flags.seed, repetitions: flags.runs, workers: flags.workers, signal },
    onProgress: (done, total) => progress.update(`campaign ${scenario.name}`, done, total),
  })
}

/** The safety stop and what is not accepted miss their target; a fault that was never proved to have landed decides nothing. */
function exitCodeOf({ stopped, misses, cells }: CampaignReport): ExitCode {
  if (stopped !== null || misses.length > 0) return EXIT_CODES.targetMissed
  return cells.some(({ state }) => state === 'not-landed') ? EXIT_CODES.inconclusive : EXIT_CODES.ok
}
