import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { Engine } from '../docker/engine.ts'
import type { Finding } from './finding.ts'

/** Free space below which images and clusters do not fit (three clusters with their images take about 6 GB). */
const LEAST_FREE_BYTES = 10 * 2 ** 30

/** Memory below which three clusters, a builder and LocalStack leave each other too little. */
const LEAST_MEMORY_BYTES = 6 * 2 ** 30

/** Inotify limits that several kind nodes need together (kind, "Known Issues": pod errors due to too many open files). */
const INOTIFY = { max_user_watches: 524_288, max_user_instances: 512 } as const

/** What the doctor finds of the machine that the engine runs on; of an engine that does not answer only the processors. */
export async function examineMachine(engine: Engine | undefined): Promise<readonly Finding[]> {
  const ofEngine = engine === undefined ? [] : [disk(engine.freeBytes), memory(engine.memoryBytes)]
  const limits = await Promise.all(Object.entries(INOTIFY).map(([name, least]) => inotify(name, least)))
  return [...ofEngine, processors(engine?.cpus ?? availableParallelism()), ...limits.flat()]
}

function disk(freeBytes: number | undefined): Finding {
  const base = { name: 'disk', kind: 'machine', use: 'images, volumes and clusters' } as const
  if (freeBytes === undefined) return { ...base, isRequired: false, isThere: true, detail: 'Docker keeps it elsewhere' }
  const isThere = freeBytes >= LEAST_FREE_BYTES
  const detail = `${gib(freeBytes)} free`
  return { ...base, isRequired: true, isThere, detail, ...(isThere ? {} : { command: 'docker system prune' }) }
}

function memory(totalBytes: number): Finding {
  const isThere = totalBytes >= LEAST_MEMORY_BYTES
  const free = gib(process.availableMemory())
  const detail = `${gib(totalBytes)} in the engine, ${free} of this machine free`
  const use = 'three clusters, a builder, databases and LocalStack want 6 GiB'
  const fewer = { command: 'seatrial env up --set environment.regions=labels --set environment.nodes=1' }
  return { name: 'memory', kind: 'machine', use, isRequired: false, isThere, detail, ...(isThere ? {} : fewer) }
}

const processors = (count: number): Finding => ({
  name: 'processors',
  kind: 'machine',
  use: 'three clusters want at least two',
  isRequired: false,
  isThere: true,
  detail: String(count),
})

/** A kernel limit of Linux; nothing where the kernel is another one, or a virtual machine's. */
async function inotify(name: string, least: number): Promise<readonly Finding[]> {
  const value = await readFile(`/proc/sys/fs/inotify/${name}`, 'utf8').then(Number, () => undefined)
  if (value === undefined) return []
  const isThere = value >= least
  const command = { command: `sudo sysctl fs.inotify.${name}=${least}` }
  const use = 'nodes of several clusters watch many files'
  const detail = isThere ? String(value) : `${value}; several clusters want ${least}`
  return [
    { name: `inotify ${name}`, kind: 'machine', use, isRequired: false, isThere, detail, ...(isThere ? {} : command) },
  ]
}

const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(0)} GiB`
