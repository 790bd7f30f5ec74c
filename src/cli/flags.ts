import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseSetting, type Setting } from '../loading/setting.ts'
import { parseDuration } from '../loading/setting-value.ts'

/** Formats of what a command prints on standard output. */
export const FORMATS = ['text', 'json', 'markdown'] as const
export type Format = (typeof FORMATS)[number]

/** Flags of everything that simulates. */
export interface SimulationFlags {
  readonly runs?: number
  readonly seed: number
  readonly set?: readonly Setting[]
  readonly workers?: number
  readonly timeout?: number
  readonly quiet?: boolean
}

/** Flags that `run` and `bench` share. */
export interface RunFlags extends SimulationFlags {
  readonly env: 'sim' | 'kind'
  readonly out?: string
  readonly format: Format
  readonly elasticities?: string
}

/** Adds the flags of a run with a report to a command. */
export function addRunFlags(command: Command): Command {
  return addSimulationFlags(
    command.addOption(
      new Option('--env <world>', 'sim: the embedded simulator; kind: a real cluster on this machine')
        .choices(['sim', 'kind'])
        .default('sim'),
    ),
  )
    .option('--out <dir>', 'write the reports to this folder')
    .addOption(new Option('--format <format>', 'what is printed').choices(FORMATS).default('text'))
    .option('--elasticities <file>', 'show them beside the assumed constants; written by: seatrial sensitivity')
}

/** Adds the flags of everything that simulates. */
export function addSimulationFlags(command: Command): Command {
  return command
    .option('--runs <n>', 'measured deployments of a scenario', wholeNumber(1))
    .option('--seed <n>', 'seed of all random draws; the same seed gives the same bytes', wholeNumber(0), 1)
    .option('--set <path=value>', 'replace a value, such as pipeline.runners=5 (repeatable)', collectSettings)
    .option('--workers <n>', 'threads (default: one a processor); has no influence on the results', wholeNumber(1))
    .option('--timeout <time>', 'stop after this time, such as 90s or 10min, and report what is done', timeLimit)
    .option('--quiet', 'print neither progress nor the text report')
}

/** Parses a whole number from `min` up. */
export const wholeNumber =
  (min: number) =>
  (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= min) return value
    throw new InvalidArgumentError(`Expected a whole number >= ${min}.`)
  }

/** Collects repeated `path=value`. */
export const collectSettings = (text: string, before: readonly Setting[] = []): readonly Setting[] => [
  ...before,
  parseSetting(text),
]

/** Parses a time, in ms; a number without a unit is seconds. */
export function timeLimit(text: string): number {
  const ms = parseDuration(/^\d+$/.test(text) ? `${text}s` : text)
  if (ms !== undefined && ms > 0) return ms
  throw new InvalidArgumentError('Expected a time such as 90s, 10min or 2h.')
}

/** Parses a share: `1%` or `0.01`; at least 0, below 1. */
export function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text)
  const value = match === null ? Number.NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1)
  if (value >= 0 && value < 1) return value
  throw new InvalidArgumentError('Expected a share such as 1% or 0.01.')
}

/** Collects the values of a flag that may be repeated. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]
