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
const { pairs, power } = plannedPairs(draws(21), ciMachine)
console.log(`Machine: 5 % noise a run, AR(1) drift (0.9, 10 %), 5 % spikes up to +50 %. alpha = ${ALPHA}.`)
console.log(
  `Plan from a pilot of 40 pairs, to find +5 %: ${pairs} pairs a stage (planned power ${percent(power)} %).\n`,
)

const rows = [1, 1.02, 1.05, 1.08].map((ratio) => {
  const counts = trial(draws(22), ciMachine, pairs, ratio, comparisons)
  return [
    `${((ratio - 1) * 100).toFixed(0)} %`,
    counts.firstAlarms,
    counts.regression,
    counts.pass,
    counts.inconclusive,
  ]
})
console.log(
  table(
    `${comparisons} comparisons each`,
    ['true slowdown', 'first alarms', 'regression', 'pass', 'inconclusive'],
    rows,
  ),
)

const naive = draws(23)
let cried = 0
for (let i = 0; i < comparisons; i++) if (blockRatio(naive, ciMachine, pairs, 1) > 1.05) cried++
console.log(`For comparison, "mean of ${pairs} runs after ${pairs} runs, alarm above +5 %": ${cried} false alarms.\n`)

const falseAlarms = rows[0]![2]
const detected = Number(rows[2]![2]) / comparisons
console.log(
  JSON.stringify({ comparisons, alpha: ALPHA, pairs, falseAlarms, firstAlarms: rows[0]![1], power: detected }),
)
