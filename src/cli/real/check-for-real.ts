import { requireReal } from '../../experiment/real/require-real.ts'
import {
  checkForReal,
  DEFAULT_ALPHA,
  leastPairs,
  type RealReference,
} from '../../experiment/real-gate/check-for-real.ts'
import { healthyStretches } from '../../experiment/real-gate/healthy-stretches.ts'
import { measureDeployments } from '../../experiment/real-gate/measured-deployment.ts'
import type { CheckReport } from '../../model/check.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { CheckFlags } from '../check-flags.ts'
import { splitSettings } from '../environment/environment-settings.ts'
import { startProgress } from '../progress/start-progress.ts'
import { openSession } from './open-session.ts'

/** Pairs of real deployments a stage unless the user allows more. */
const DEFAULT_PAIRS = 40
const DEFAULT_METRICS = ['deployment.duration']

/** `seatrial check SCENARIO … --env kind`: interleaved pairs of real deployments of both versions on one environment. */
export async function checkOnKind(
  scenario: Scenario,
  reference: RealReference,
  flags: CheckFlags,
  signal: AbortSignal,
): Promise<CheckReport> {
  const { pairs = DEFAULT_PAIRS, metric: metrics = DEFAULT_METRICS, seed = 1, alpha = DEFAULT_ALPHA } = flags
  const { environment } = splitSettings(flags.set, flags)
  requireEnough(pairs, alpha, metrics.length)
  const versions = [reference.scenario, scenario]
  requireReal(versions)
  const stretches = healthyStretches(versions, { seed, wanted: 2 * pairs })
  if (stretches.length === 0) throw nothingHealthy(scenario.name)
  const say = (line: string): void => void (flags.quiet === true || process.stderr.write(`${line}\n`))
  const request = { scenarios: versions, seed, environment, name: flags.environment, signal, say }
  await using session = await openSession(request)
  using progress = startProgress(flags.quiet === true)
  const report = await checkForReal(scenario, reference, {
    ...{ metrics, seed, mostPairs: pairs, alpha, signal },
    ...(flags.concern === undefined ? {} : { concern: 1 + flags.concern }),
    ...(flags.tolerance === undefined ? {} : { leastRatio: 1 + flags.tolerance }),
    measure: measureDeployments(session.carrier, (pair) => stretches[pair % stretches.length]!),
    onPair: (stage, done, planned) => progress.update(`${scenario.name}, ${stage} pairs`, done, planned),
  })
  return { ...report, notes: [...report.notes, ...session.notes()] }
}

/** Said before anything is brought up. */
function requireEnough(pairs: number, alpha: number, metrics: number): void {
  const least = leastPairs(alpha, metrics)
  if (pairs >= least) return
  const message = `${pairs} pairs cannot reach alpha ${alpha}: the smallest p of the signed-rank test is 1/${2 ** pairs}, and the first look may spend a tenth of alpha`
  const remedy = `allow at least ${least} pairs, or raise --alpha`
  throw new InvalidInputError(`--pairs ${pairs}`, [{ path: '', message, remedy }])
}

const nothingHealthy = (name: string): InvalidInputError =>
  new InvalidInputError(`scenario ${name}`, [
    {
      path: 'mechanisms.defects',
      message: 'on the simulator no deployment becomes healthy under both versions, so that no times can be compared',
      remedy: 'check the scenarios with --env sim, which gates failure rates',
    },
  ])
