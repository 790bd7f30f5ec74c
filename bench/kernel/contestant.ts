import { readFileSync } from 'node:fs'
import { engineShape } from './engine-shape.ts'
import { generators } from './generators.ts'

/** One round of one of our variants in its own process. Usage: contestant.ts VARIANT TABLE DEPLOYMENTS; prints a {@link Round}. */
const variants = { engineShape, generators }
const [, , name, table, count] = process.argv
const deploy = variants[name as keyof typeof variants]
const delays = Int32Array.from(JSON.parse(readFileSync(String(table), 'utf8')) as number[])
const deployments = Number(count)

const makespan = deploy(delays)
for (let i = 0; i < deployments / 4; i++) deploy(delays)
const start = process.cpuUsage()
for (let i = 0; i < deployments; i++) {
  if (deploy(delays) !== makespan) throw new Error('the makespan differs between two runs of the same model')
}
const used = process.cpuUsage(start)
console.log(JSON.stringify({ makespan, cpuSeconds: (used.user + used.system) / 1e6 }))
