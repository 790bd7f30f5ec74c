/**
 * The gate between simulated versions on trial: `node bench/stats/sim-gate.ts [trials] [runs]`. Null comparisons are pairs of
 * the same scenario whose draws have nothing in common (a change that shuffles every random number and makes nothing slower),
 * which is the worst that a change without an effect can do. Prints false alarms of the whole gate.
 */
import { Aggregator } from '../../src/analysis/index.ts'
import { compareRows, gateStatus } from '../../src/experiment/gate/compare-rows.ts'
import { runStretchTask } from '../../src/experiment/stretch-task.ts'
import { wilson } from '../../src/stats/index.ts'
import { simGateScenario } from './rare-scenario.ts'

const trials = Number(process.argv[2] ?? 200)
const stretches = Number(process.argv[3] ?? 20)
const scenario = simGateScenario()
const stages = scenario.pipeline.stages.map(({ name }) => name)

/** One side: stretches of its own seed. */
function side(seed: number) {
  const aggregator = new Aggregator()
  for (let stretch = 0; stretch < stretches; stretch++) {
    const { rows } = runStretchTask([scenario], { scenario: 0, seed, stretch, counted: 6, recorded: [] })
    for (const row of rows) aggregator.add(row)
  }
  return aggregator.read()
}

const counts = { identical: 0, pass: 0, regression: 0, inconclusive: 0 }
for (let trial = 0; trial < trials; trial++) {
  const metrics = compareRows(side(2 * trial + 1), side(2 * trial + 2), stages, { seed: trial })
  counts[gateStatus(metrics)]++
}
const { low, high } = wilson(counts.regression, trials, 0.95)
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
console.log(`## The gate on the simulator on trial

${trials} null comparisons of ${stretches} stretches a side with unrelated draws, the whole gate at 99 %:

- regressions: ${counts.regression} (${percent(counts.regression / trials)}, 95 % interval ${percent(low)} to ${percent(high)}; 1 % is allowed)
- inconclusive: ${counts.inconclusive}, pass: ${counts.pass}, identical: ${counts.identical}`)
