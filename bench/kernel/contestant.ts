import { readFileSync } from 'node:fs'
import { engineShape } from './engine-shape.ts'
import { generators } from './generators.ts'
import type { Delays } from './model.ts'

/** One round of one of our variants in its own process. Usage: contestant.ts VARIANT DELAYS DEPLOYMENTS; prints a round. */
const variants = { engineShape, generators }
const [, , name, file, count] = process.argv
const deploy = variants[name as keyof typeof variants]
const deployments = Number(count)
const table = JSON.parse(readFileSync(String(file), 'utf8')) as Delays<number[]>
const delays: Delays<Int32Array> = {
  builds: Int32Array.from(table.builds),
  applies: Int32Array.from(table.applies),
  startups: Int32Array.from(table.startups),
  readinesses: Int32Array.from(table.readinesses),
}

const makespan = deploy(delays)
for (let i = 0; i < deployments / 4; i++) deploy(delays)
const start = process.cpuUsage()
for (let i = 0; i < deployments; i++) {
  if (deploy(delays) !== makespan) throw new Error('the makespan differs between two runs of the same model')
}
const used = process.cpuUsage(start)
console.log(JSON.stringify({ makespan, cpuSeconds: (used.user + used.system) / 1e6 }))
