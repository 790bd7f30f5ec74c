/**
 * Importance sampling on trial, at a true failure rate of 0.1 %: `node bench/stats/rare.ts [repetitions] [samples]`. Prints
 * whether it is unbiased, how often its interval covers the truth, and how wide it is beside that of plain simulation in
 * the same CPU time. Ten repetitions share what was learnt of the scenario; each is charged with the whole of it.
 */

import { inProcessRunner } from '../../src/experiment/in-process.ts'
import { learnTilt } from '../../src/experiment/rare/learn-tilt.ts'
import { sampleRare } from '../../src/experiment/rare/sample-rare.ts'
import { deploymentsPerStretch } from '../../src/experiment/stretch.ts'
import { isChangeFailure, reachedProduction } from '../../src/model/outcome.ts'
import { estimateAt, inferRareRate, wilson } from '../../src/stats/index.ts'
import { NO_TILT } from '../../src/world/sim/rare/tilt.ts'
import { rareScenario, TRUE_RATE } from './rare-scenario.ts'

const repetitions = Number(process.argv[2] ?? 200)
const samples = Number(process.argv[3] ?? 60)
const SHARE = 10
const PLAIN_STRETCHES = 500

const scenario = rareScenario()
const size = deploymentsPerStretch(scenario)
await using runner = inProcessRunner([scenario])
const cpu = (): number => process.cpuUsage().user / 1_000

/** Plain simulation: which deployments reached production and failed, stretch by stretch, and what one costs. */
async function simulatePlain(stretches: number) {
  const began = cpu()
  const clusters: { reached: number; failed: number }[] = []
  for (let stretch = 0; stretch < stretches; stretch++) {
    const { rows } = await runner.run({ scenario: 0, seed: 1, stretch, counted: size, recorded: [] })
    const outcomes = rows.map(({ outcome }) => outcome)
    clusters.push({
      reached: outcomes.filter(reachedProduction).length,
      failed: outcomes.filter(isChangeFailure).length,
    })
  }
  return { clusters, msPerDeployment: (cpu() - began) / (stretches * size) }
}

const plain = await simulatePlain(PLAIN_STRETCHES)
const reached = plain.clusters.map((cluster) => ({ count: cluster.reached, n: size }))
const shareReached = plain.clusters.reduce((sum, cluster) => sum + cluster.reached, 0) / (PLAIN_STRETCHES * size)
const failed = plain.clusters.reduce((sum, cluster) => sum + cluster.failed, 0)

let sum = 0
let squares = 0
let covered = 0
let width = 0
let learning = 0
let sampling = 0
let tilt = NO_TILT
for (let seed = 1; seed <= repetitions; seed++) {
  const began = cpu()
  if (seed % SHARE === 1) tilt = (await learnTilt(runner, scenario, { seed })).tilt
  const learnt = cpu()
  const { rows } = await sampleRare(runner, scenario, tilt, { seed, from: 0, to: samples })
  learning += learnt - began
  sampling += cpu() - learnt
  const outcomes = rows.map((row) => ({ weight: row.weight ?? 1, outcome: Number(isChangeFailure(row.outcome)) }))
  const { value, low, high } = estimateAt(inferRareRate(outcomes, reached), 0.95)
  sum += value ?? 0
  squares += (value ?? 0) ** 2
  width += (high ?? 1) - (low ?? 0)
  if ((low ?? 0) <= TRUE_RATE && TRUE_RATE <= (high ?? 1)) covered++
}
const ms = learning / Math.ceil(repetitions / SHARE) + sampling / repetitions
const mean = sum / repetitions
const spread = Math.sqrt(squares / repetitions - mean ** 2)
const error = spread / Math.sqrt(repetitions)

// Plain simulation in the time of one repetition: Wilson's interval, expected over the binomial counts.
const n = Math.round((ms / plain.msPerDeployment) * shareReached)
const plainWidth = expectedWidth(n)
const ratio = width / repetitions / plainWidth

const percent = (rate: number): string => `${(100 * rate).toFixed(4)} %`
console.log(`## Importance sampling on trial

True change failure rate ${percent(TRUE_RATE)}; plain simulation counts ${failed} failures in ${(PLAIN_STRETCHES * size * shareReached).toFixed(0)} deployments that reached production.

- Mean of ${repetitions} estimates of ${samples} samples: ${percent(mean)}, off by ${((mean - TRUE_RATE) / error).toFixed(2)} standard errors (${percent(error)}).
- The 95 % interval covers the truth in ${covered} of ${repetitions}.
- Its width is ${percent(width / repetitions)} on average, in ${ms.toFixed(0)} ms of CPU with what it takes to learn the tilt.
- Plain simulation in that time: ${n} deployments, an interval ${percent(plainWidth)} wide on average.
- Width ratio: 1/${(1 / ratio).toFixed(1)} (required: at most 1/5).`)

/** The mean width of Wilson's interval over binomial counts of the true rate, exact but for the tail beyond 60 events. */
function expectedWidth(trials: number): number {
  let width = 0
  let probability = (1 - TRUE_RATE) ** trials
  for (let count = 0; count <= Math.min(60, trials); count++) {
    const { low, high } = wilson(count, trials, 0.95)
    width += probability * (high - low)
    probability *= ((trials - count) / (count + 1)) * (TRUE_RATE / (1 - TRUE_RATE))
  }
  return width
}
