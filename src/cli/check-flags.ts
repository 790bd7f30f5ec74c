import { type Command, Option } from 'commander'
import { DEFAULT_CHECK_RUNS } from '../experiment/gate/default-runs.ts'
import type { Setting } from '../loading/setting.ts'
import { collect, collectSettings, FORMATS, type Format, share, timeLimit, wholeNumber } from './flags.ts'
import { addRealFlags, type RealFlags } from './real/real-flags.ts'

/** Which verdicts on the scenario's own targets a check exits by. */
export const TARGET_POLICIES = ['missed', 'all', 'none'] as const

/** Flags of `check`. */
export interface CheckFlags extends RealFlags {
  readonly env: 'sim' | 'kind'
  readonly baseline?: string
  readonly against?: string
  readonly update?: boolean
  readonly runs?: number
  readonly seed?: number
  readonly set?: readonly Setting[]
  readonly metric?: readonly string[]
  readonly confidence?: number
  readonly tolerance?: number
  readonly concern?: number
  readonly rateConcern?: number
  readonly pairs?: number
  readonly alpha?: number
  readonly targets: (typeof TARGET_POLICIES)[number]
  readonly explain: boolean
  readonly workers?: number
  readonly out?: string
  readonly format: Format
  readonly timeout?: number
  readonly quiet?: boolean
}

/** Adds the flags of `check` to a command. */
export function addCheckFlags(command: Command): Command {
  return addRealFlags(command)
    .option('--baseline <file>', 'what the scenario did when this file was written')
    .option('--against <scenario>', 'another scenario file, simulated with the same draws')
    .option('--update', 'write the baseline instead of comparing with it')
    .addOption(
      new Option('--env <world>', 'sim: the embedded simulator; kind: a real cluster on this machine')
        .choices(['sim', 'kind'])
        .default('sim'),
    )
    .option('--runs <n>', `paired deployments (default: the baseline's, else ${DEFAULT_CHECK_RUNS})`, wholeNumber(1))
    .option('--seed <n>', "seed of all random draws (default: the baseline's, else 1)", wholeNumber(0))
    .option('--set <path=value>', 'replace a value of the scenario (repeatable)', collectSettings)
    .option('--metric <name>', 'a gating metric instead of the usual ones (repeatable)', collect)
    .option('--confidence <share>', 'of the whole gate (default 99%)', share)
    .option('--tolerance <share>', 'a mean that rose by no more than this is no regression (default 0.1%)', share)
    .option('--concern <share>', 'a pass shows that no mean rose by this (default 1%)', share)
    .option('--rate-concern <share>', 'a pass shows that no more than this fails newly (default 2%)', share)
    .option('--pairs <n>', 'with --env kind: pairs of real deployments a stage at most (default 40)', wholeNumber(1))
    .option('--alpha <share>', 'with --env kind: chance of a false first alarm (default 0.005)', share)
    .addOption(
      new Option('--targets <which>', "exit by the scenario's own targets: missed ones, also undecided ones, or none")
        .choices(TARGET_POLICIES)
        .default('missed'),
    )
    .option('--no-explain', 'do not run each difference on its own')
    .option('--workers <n>', 'threads (default: one a processor); has no influence on the results', wholeNumber(1))
    .option('--out <dir>', 'write check.json, junit.xml and summary.md to this folder')
    .addOption(new Option('--format <format>', 'what is printed').choices(FORMATS).default('text'))
    .option('--timeout <time>', 'stop after this time, such as 90s or 10min', timeLimit)
    .option('--quiet', 'print neither progress nor the text report')
}
