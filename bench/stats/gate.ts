/**
 * The gate for real runs on trial: false alarms over null comparisons, power at the planned number of pairs.
 *
 *     node bench/stats/gate.ts [comparisons]
 */
import { draws } from './draws.ts'
import { ALPHA, plannedPairs, trial } from './gate-trial.ts'
import { percent, table } from './markdown.ts'
import { blockRatio, ciMachine } from './noisy-machine.ts'

const comparisons = Number(process.argv[2] ?? 1_000)
const PILOTS = 5
const slowdowns = [1, 1.02, 1.05, 1.08]

console.log(`Machine: 5 % noise a run, AR(1) drift (0.9, 10 %), 5 % spikes up to +50 %. alpha = ${ALPHA}.`)
const totals = slowdowns.map(() => ({ firstAlarms: 0, regression: 0, pass: 0, inconclusive: 0 }))
const plans: number[] = []
for (let pilot = 0; pilot < PILOTS; pilot++) {
  const { pairs, power } = plannedPairs(draws(100 + pilot), ciMachine)
  plans.push(pairs)
  console.log(
    `Pilot ${pilot + 1} of 40 pairs plans ${pairs} pairs a stage to find +5 % (planned power ${percent(power)} %).`,
  )
  slowdowns.forEach((ratio, i) => {
    const counts = trial(draws(200 + pilot), ciMachine, pairs, ratio, Math.round(comparisons / PILOTS))
    for (const key of ['firstAlarms', 'regression', 'pass', 'inconclusive'] as const) totals[i]![key] += counts[key]
  })
}
const head = ['true slowdown', 'first alarms', 'regression', 'pass', 'inconclusive']
const rows = totals.map((t, i) => [
  `${((slowdowns[i]! - 1) * 100).toFixed(0)} %`,
  t.firstAlarms,
  t.regression,
  t.pass,
  t.inconclusive,
])
console.log(`\n${table(`${comparisons} comparisons each, at the planned pairs`, head, rows)}`)

const naive = draws(23)
let cried = 0
for (let i = 0; i < comparisons; i++) if (blockRatio(naive, ciMachine, plans[0]!, 1) > 1.05) cried++
console.log(
  `A gate on "mean of ${plans[0]} runs, then ${plans[0]} of the other, alarm above +5 %" would raise ${cried} false alarms.\n`,
)

console.log(
  JSON.stringify({
    comparisons,
    alpha: ALPHA,
    pairs: plans,
    firstAlarms: totals[0]!.firstAlarms,
    falseAlarms: totals[0]!.regression,
    power: totals[2]!.regression / comparisons,
  }),
)
