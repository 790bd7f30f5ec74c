/**
 * Prints the coverage of every interval of src/stats as markdown; docs/statistics.md holds a run of it.
 *
 *     node bench/stats/coverage.ts [repetitions]
 */
import { draws } from './draws.ts'
import { clusteredMeanTable, meanTable } from './mean-coverage.ts'
import { clusteredQuantileTable, orderStatisticTable } from './quantile-coverage.ts'
import { rankTable } from './rank-coverage.ts'
import { clusteredRateTable, rateCoverageTable } from './rate-coverage.ts'
import { sequentialTable } from './sequential-coverage.ts'

const repetitions = Number(process.argv[2] ?? 2_000)
const error = (p: number, n: number) => (100 * Math.sqrt((p * (1 - p)) / n)).toFixed(1)

console.log(
  `${repetitions} repetitions a simulated cell (a quarter of them where n = 1000 or with 300 stretches and more): one standard error at 95 % is ${error(0.95, repetitions)} (${error(0.95, repetitions / 4)}) points.\n`,
)
for (const section of [
  () => rateCoverageTable(),
  () => clusteredRateTable(draws(2), repetitions),
  () => orderStatisticTable(),
  () => clusteredQuantileTable(draws(3), repetitions / 4),
  () => meanTable(draws(4), repetitions),
  () => clusteredMeanTable(draws(5), repetitions / 2),
  () => rankTable(draws(6), repetitions),
  () => sequentialTable(draws(7), repetitions / 4),
])
  console.log(section())
