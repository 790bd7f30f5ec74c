import { predict } from '../../experiment/real/predict.ts'
import { requireReal } from '../../experiment/real/require-real.ts'
import { runScenarioForReal } from '../../experiment/real/run-for-real.ts'
import { deploymentsPerStretch } from '../../experiment/stretch.ts'
import type { Scenario } from '../../model/scenario.ts'
import { predictionJson } from '../../report/index.ts'
import { conclude, printableReport } from '../conclude.ts'
import { splitSettings } from '../environment/environment-settings.ts'
import { type ExitCode, exitCodeOfReport } from '../exit-codes.ts'
import type { RunFlags } from '../flags.ts'
import { listenForInterruption } from '../interruption.ts'
import { OutputFolder } from '../output/output-folder.ts'
import { writeScenarioFiles } from '../output/report-files.ts'
import { openRowFiles } from '../output/row-files.ts'
import { startProgress } from '../progress/start-progress.ts'
import { openSession } from './open-session.ts'
import type { RealFlags } from './real-flags.ts'
import { OF_A_REAL_RUN } from './texts.ts'

/** Real deployments take minutes: one, unless the user asks for more. */
const DEFAULT_REAL_RUNS = 1

/** `seatrial run SCENARIO --env kind` */
export async function runForReal(file: string, scenario: Scenario, flags: RunFlags & RealFlags): Promise<ExitCode> {
  requireReal([scenario])
  const { environment } = splitSettings(flags.set, flags)
  const { seed, runs = DEFAULT_REAL_RUNS } = flags
  const repetitions = Math.ceil(runs / deploymentsPerStretch(scenario))
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  const prediction = await predict([scenario], { seed, repetitions })
  folder?.write('prediction.json', predictionJson(prediction))
  using interruption = listenForInterruption(`run ${file}`, flags.timeout, OF_A_REAL_RUN)
  const { signal } = interruption
  const say = (line: string): void => void (flags.quiet === true || process.stderr.write(`${line}\n`))
  const request = { scenarios: [scenario], seed, environment, name: flags.environment, signal, say }
  await using session = await openSession(request)
  using progress = startProgress(flags.quiet === true)
  using rowFiles = folder === undefined ? undefined : openRowFiles(folder, '')
  const result = await runScenarioForReal(scenario, {
    ...{ carrier: session.carrier, notes: session.notes, prediction, seed, repetitions, signal },
    deployments: Math.ceil(runs / repetitions),
    onRow: (_, row) => rowFiles?.add([row]),
    onProgress: (_, done, total) => progress.update(scenario.name, done, total),
  })
  rowFiles?.finish()
  if (folder !== undefined) writeScenarioFiles(folder, '', result)
  const code = exitCodeOfReport(result.report)
  return conclude(printableReport(result.report), { flags, interruption, folder, code })
}
