import type { CheckReport } from '../model/check.ts'
import { EnvironmentUnavailableError, InterruptedError, InvalidInputError, TimeLimitError } from '../model/errors.ts'
import type { Report, Verdict } from '../model/report.ts'

/** What seatrial exits with. Reports are written whatever the code. */
export const EXIT_CODES = {
  /** All targets pass. */
  ok: 0,
  /** A mistake in seatrial itself. */
  internalError: 1,
  /** The scenario, a flag or a file cannot be used. */
  invalidInput: 2,
  /** A target is missed. */
  targetMissed: 3,
  /** Worse than the baseline. */
  regression: 4,
  /** No target is missed, and at least one cannot be decided with so few deployments. */
  inconclusive: 5,
  /** A part of the environment (Docker, a cluster, a port, the disk) is not there. */
  environmentUnavailable: 6,
  /** `--timeout` was over. As `timeout(1)` of GNU coreutils exits. */
  timeout: 124,
  /** Ctrl-C. 128 + SIGINT, as shells report it. */
  interrupted: 130,
} as const
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]

/** The exit code that the verdicts of a run ask for. */
export function exitCodeOfVerdicts(verdicts: readonly Verdict[]): ExitCode {
  if (verdicts.some((verdict) => verdict.status === 'fail')) return EXIT_CODES.targetMissed
  if (verdicts.some((verdict) => verdict.status === 'inconclusive')) return EXIT_CODES.inconclusive
  return EXIT_CODES.ok
}

/**
 * The exit code of a check: a regression first, then a missed target, then doubt. Targets that cannot be decided with the few
 * deployments of a check count only when `targets` is `all`.
 */
export function exitCodeOfCheck(
  { status, verdicts }: Pick<CheckReport, 'status' | 'verdicts'>,
  targets: 'missed' | 'all' | 'none',
): ExitCode {
  const own = targets === 'none' ? EXIT_CODES.ok : exitCodeOfVerdicts(verdicts)
  if (status === 'regression') return EXIT_CODES.regression
  if (own === EXIT_CODES.targetMissed) return own
  if (status === 'inconclusive') return EXIT_CODES.inconclusive
  return targets === 'all' ? own : EXIT_CODES.ok
}

/**
 * The exit code that a report asks for. A run that its blast radius stopped, or whose steady state deviated, has missed its
 * target; an invalid one is no pass, whatever its targets say.
 */
export function exitCodeOfReport(report: Pick<Report, 'verdicts' | 'invalid' | 'stopped' | 'deviations'>): ExitCode {
  const { verdicts, invalid, stopped, deviations } = report
  if (stopped !== undefined || deviations !== undefined) return EXIT_CODES.targetMissed
  const code = exitCodeOfVerdicts(verdicts)
  return code === EXIT_CODES.ok && invalid !== undefined ? EXIT_CODES.inconclusive : code
}

/** Of several runs: a missed target before doubt, and doubt before a pass. */
export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  [EXIT_CODES.targetMissed, EXIT_CODES.inconclusive].find((code) => codes.includes(code)) ?? EXIT_CODES.ok

/** The exit code of a suite: the worst of its scenarios, or 0 for a demonstration. */
export const exitCodeOfSuite = (
  scenarios: readonly { readonly report: Report }[],
  { demo }: { readonly demo?: boolean },
): ExitCode => (demo === true ? EXIT_CODES.ok : worstOf(scenarios.map(({ report }) => exitCodeOfReport(report))))

/** The exit code for an error that ended a command. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (error instanceof InvalidInputError) return EXIT_CODES.invalidInput
  if (error instanceof EnvironmentUnavailableError) return EXIT_CODES.environmentUnavailable
  if (error instanceof TimeLimitError) return EXIT_CODES.timeout
  if (error instanceof InterruptedError) return EXIT_CODES.interrupted
  return EXIT_CODES.internalError
}

/** The table of exit codes as `--help` prints it. */
export const EXIT_CODE_HELP = `Exit codes:
  0    all targets pass
  1    internal error
  2    invalid input: scenario, flag or file
  3    target missed
  4    regression
  5    inconclusive: too few deployments to say, or a fault that did not land
  6    environment unavailable
  124  timeout
  130  interrupted`
