import { Command } from 'commander'
import { addBenchCommand } from './commands/bench.ts'
import { addChangesCommand } from './commands/changes.ts'
import { addCheckCommand } from './commands/check.ts'
import { addCompareCommand } from './commands/compare.ts'

import { addEnvCommand } from './commands/env.ts'

import { addExplainCommand } from './commands/explain.ts'

import { addFaultsCommand } from './commands/faults.ts'
import { addHistoryCommand } from './commands/history.ts'
import { addImportCommand } from './commands/import-kubernetes.ts'
import { addInitCommand } from './commands/init.ts'
import { addReportCommand } from './commands/report.ts'
import { addRunCommand } from './commands/run.ts'
import { addSensitivityCommand } from './commands/sensitivity.ts'
import { addValidateCommand } from './commands/validate.ts'
import { EXIT_CODE_HELP, type ExitCode } from './exit-codes.ts'
import { packageVersion } from './package-version.ts'

const EXAMPLES = `Examples:
  seatrial bench scenarios/suites/reference.ts --out out       before, after, and what lies between
  seatrial run scenarios/reference/after.ts --runs 20000       one scenario, more deployments
  seatrial run after.ts --set pipeline.runners=5               the same with fewer runners
  seatrial run after.ts --run 47.11                            what happened in deployment 11 of stretch 47
  seatrial explain after.ts --run 47.11                        why it was slow, or why it failed
  seatrial sensitivity after.ts --runs 400                     which assumed constants matter
  seatrial import kubernetes k8s/ --out fleet.json             a fleet from manifests
  seatrial check after.ts --baseline after.baseline.json       is it worse than it was? for CI
  seatrial compare before.ts after.ts                          the difference, in sentences
  seatrial changes timings.csv                                 when did it change?
  seatrial validate after.ts                                   check a file without running it
  seatrial env doctor                                          what a real environment lacks on this machine`

/** The whole command line. `end` is told the exit code when a command is through. */
export function buildProgram(end: (code: ExitCode) => void): Command {
  const program = new Command('seatrial')
    .description(
      'Rehearse a deployment before it sails: describe a fleet, a pipeline, faults and targets in one scenario, and ' +
        'learn how long deployments take, how often they fail and how fast they recover, with confidence intervals.',
    )
    .version(packageVersion())
    .showHelpAfterError('(seatrial --help lists the commands; seatrial COMMAND --help its flags)')
    .configureHelp({ helpWidth: 100 })
    .addHelpText('after', `\n${EXAMPLES}\n\n${EXIT_CODE_HELP}`)
    .exitOverride()
  addRunCommand(program, end)
  addBenchCommand(program, end)
  addCheckCommand(program, end)
  addCompareCommand(program, end)
  addHistoryCommand(program, end)
  addReportCommand(program, end)
  addChangesCommand(program, end)
  addExplainCommand(program, end)
  addSensitivityCommand(program, end)
  addFaultsCommand(program, end)
  addImportCommand(program, end)
  addEnvCommand(program, end)
  addInitCommand(program, end)
  addValidateCommand(program, end)
  return program
}
