import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawDelays, TIMED_EVENTS } from './model.ts'
import { pythonWithSimpy, SIMPY_VERSION } from './simpy.ts'

/**
 * Events per CPU second of our public kernel over SimPy's on model M3, medians of interleaved rounds; prints one JSON line. Every
 * contestant runs in its own process, reads the same table of delays, and must find the same makespan to the last digit.
 */
interface Round {
  makespan: number
  cpuSeconds: number
}

const ROUNDS = 7
const OURS = 1200
const SIMPYS = 15
const SEED = 1

const python = pythonWithSimpy()
const folder = mkdtempSync(join(tmpdir(), 'seatrial-bench-'))
const table = join(folder, 'delays.json')
const here = import.meta.dirname

const contestants = {
  simpy: { deployments: SIMPYS, command: [python, join(here, 'm3_simpy.py')] },
  engineShape: { deployments: OURS, command: [process.execPath, join(here, 'contestant.ts'), 'engineShape'] },
  generators: { deployments: OURS / 4, command: [process.execPath, join(here, 'contestant.ts'), 'generators'] },
}
type Name = keyof typeof contestants

function round(name: Name): Round {
  const { command, deployments } = contestants[name]
  const [file, ...args] = command
  return JSON.parse(execFileSync(file!, [...args, table, String(deployments)], { encoding: 'utf8' })) as Round
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2
}

try {
  writeFileSync(table, JSON.stringify(drawDelays(SEED)))
  const names = Object.keys(contestants) as Name[]
  const rates: Record<Name, number[]> = { simpy: [], engineShape: [], generators: [] }
  const makespans = new Set<number>()
  for (let i = 0; i < ROUNDS; i++) {
    for (const name of names) {
      const { makespan, cpuSeconds } = round(name)
      makespans.add(makespan)
      rates[name].push((contestants[name].deployments * TIMED_EVENTS) / cpuSeconds)
    }
  }
  const [makespanMs, other] = makespans
  if (other !== undefined)
    throw new Error(`expected one makespan from every contestant, got ${[...makespans].join(', ')} ms`)
  const simpy = median(rates.simpy)
  const result = {
    model: 'M3',
    timedEventsPerDeployment: TIMED_EVENTS,
    makespanMs,
    rounds: ROUNDS,
    simpyRatio: Number((median(rates.engineShape) / simpy).toFixed(2)),
    generatorsRatio: Number((median(rates.generators) / simpy).toFixed(2)),
    eventsPerCpuSecond: {
      engineShape: Math.round(median(rates.engineShape)),
      generators: Math.round(median(rates.generators)),
      simpy: Math.round(simpy),
    },
    versions: { node: process.version, simpy: SIMPY_VERSION },
  }
  console.log(JSON.stringify(result))
} finally {
  rmSync(folder, { recursive: true })
}
