import { predict } from '../../experiment/real/predict.ts'
import { requireReal } from '../../experiment/real/require-real.ts'
import { runSuiteForReal } from '../../experiment/real/run-for-real.ts'
import { scenarioFolders } from '../../experiment/scenario-folders.ts'
import type { Suite } from '../../model/suite.ts'
import { predictionJson } from '../../report/index.ts'
import { conclude, printableSuite } from '../conclude.ts'
import { splitSettings } from '../environment/environment-settings.ts'
import { type ExitCode, exitCodeOfSuite } from '../exit-codes.ts'
import type { RunFlags } from '../flags.ts'
import { listenForInterruption } from '../interruption.ts'
import { OutputFolder } from '../output/output-folder.ts'
import { writeSuiteFiles } from '../output/report-files.ts'
import { suiteRowFiles } from '../output/suite-row-files.ts'
import { startProgress } from '../progress/start-progress.ts'
import { openSession } from './open-session.ts'
import type { RealFlags } from './real-flags.ts'
import { OF_A_REAL_RUN } from './texts.ts'

/** `seatrial bench SUITE --env kind` */
export async function benchForReal(
  file: string,
  suite: Suite,
  flags: RunFlags & RealFlags & { readonly demo?: boolean },
): Promise<ExitCode> {
  requireReal(suite.scenarios)
  const { environment } = splitSettings(flags.set, flags)
  const { seed, runs: repetitions = suite.repetitions } = flags
  const { scenarios } = suite
  const names = scenarios.map(({ name }) => name)
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  const prediction = await predict(scenarios, { seed, repetitions })
  folder?.write('prediction.json', predictionJson(prediction))
  using interruption = listenForInterruption(`bench ${file}`, flags.timeout, OF_A_REAL_RUN)
  const { signal } = interruption
  const say = (line: string): void => void (flags.quiet === true || process.stderr.write(`${line}\n`))
  await using session = await openSession({ scenarios, seed, environment, name: flags.environment, signal, say })
  using progress = startProgress(flags.quiet === true)
  using rowFiles = folder === undefined ? undefined : suiteRowFiles(folder, scenarioFolders(names))
  const result = await runSuiteForReal(suite, {
    ...{ carrier: session.carrier, notes: session.notes, prediction, seed, repetitions, signal },
    onRow: (scenario, row) => rowFiles?.of(scenario).add([row]),
    onProgress: (scenario, done, total) => progress.update(names[scenario] ?? '', done, total),
  })
  rowFiles?.finish()
  if (folder !== undefined) writeSuiteFiles(folder, result)
  const code = exitCodeOfSuite(result.scenarios, flags)
  return conclude(printableSuite(result), { flags, interruption, folder, code })
}
