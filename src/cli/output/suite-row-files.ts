import type { OutputFolder } from './output-folder.ts'
import { openRowFiles, type RowFiles } from './row-files.ts'

/** Row files of the scenarios of a suite, each begun with the scenario's first rows. */
export interface SuiteRowFiles extends Disposable {
  of(scenario: number): RowFiles
  finish(): void
}

/** `below` holds the folder of each scenario. */
export function suiteRowFiles(folder: OutputFolder, below: readonly string[]): SuiteRowFiles {
  const stack = new DisposableStack()
  const begun = new Map<number, RowFiles>()
  return {
    of: (scenario) => {
      const files = begun.get(scenario) ?? stack.use(openRowFiles(folder, `${below[scenario]}/`))
      begun.set(scenario, files)
      return files
    },
    finish: () => {
      for (const files of begun.values()) files.finish()
    },
    [Symbol.dispose]: () => stack.dispose(),
  }
}
