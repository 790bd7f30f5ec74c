import { decideRealGate, type GateDecision, requireReachable } from '../../stats/index.ts'
import { PILOT_SHARE, pilotPairs, planFrom } from './pair-budget.ts'
import { PairRunner } from './pair-runner.ts'
import type { RealGateOptions, RealGateResult, StageName } from './real-gate.ts'

/**
 * The gate over real runs, whatever they are runs of: a pilot of interleaved pairs in random order, a look at it (a large
 * slowdown shows at once), a plan from its noise, the rest of the first stage, and fresh pairs to confirm an alarm. Nothing
 * is called a regression that fresh pairs did not repeat. When the plan does not fit into `mostPairs` the gate is
 * inconclusive at once, with the pairs that it would take: a long run that cannot decide is not begun.
 *
 * Throws StatisticsError when `mostPairs` pairs cannot reach alpha at all. Rejects with what `measure` rejects with, and
 * with the signal's reason.
 */
export async function driveRealGate(options: RealGateOptions): Promise<RealGateResult> {
  const { metrics, mostPairs, alpha = 0.005 } = options
  requireReachable(alpha * PILOT_SHARE, mostPairs, metrics.length)
  const runner = new PairRunner(options)
  const pilot = Math.min(mostPairs, pilotPairs(alpha, metrics.length))
  await runner.run('pilot', pilot)
  const decide = (level: number, stages: readonly StageName[], fresh: boolean): GateDecision =>
    decideRealGate(
      metrics.map((name) => ({
        name,
        pairs: runner.pairs(name, stages),
        ...(fresh ? { fresh: runner.pairs(name, ['fresh']) } : {}),
      })),
      { ...settingsOf(options), alpha: level },
    )
  const early = decide(alpha * PILOT_SHARE, ['pilot'], false)
  if (early.status === 'to-confirm') {
    await runner.run('fresh', pilot)
    return result(runner, options, pilot, decide(alpha * PILOT_SHARE, ['pilot'], true))
  }
  const planned = planFrom(runner, { ...options, alpha })
  if (planned === null || planned > mostPairs) return result(runner, options, planned, null)
  await runner.run('first', planned, ['pilot', 'first'])
  const level = alpha * (1 - PILOT_SHARE)
  const first = decide(level, ['pilot', 'first'], false)
  if (first.status !== 'to-confirm') return result(runner, options, planned, first)
  await runner.run('fresh', Math.max(planned, pilot))
  return result(runner, options, planned, decide(level, ['pilot', 'first'], true))
}

const settingsOf = ({ confirmAlpha = 0.05, leastRatio = 1.02, concern = 1.05 }: RealGateOptions) => ({
  confirmAlpha,
  leastRatio,
  concern,
})

function result(
  runner: PairRunner,
  { seed }: RealGateOptions,
  planned: number | null,
  decision: GateDecision | null,
): RealGateResult {
  const shared = { planned, seed, pairs: runner.records, decision }
  if (decision === null) {
    const done = runner.of(['pilot']).length
    return { ...shared, status: 'inconclusive', needed: planned === null ? null : planned - done }
  }
  const status = decision.status === 'to-confirm' ? 'inconclusive' : decision.status
  const open = decision.metrics.flatMap((metric) => (metric.needed === null ? [] : [metric.needed]))
  return { ...shared, status, needed: status === 'inconclusive' && open.length > 0 ? Math.max(...open) : null }
}
