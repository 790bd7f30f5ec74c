import { availableParallelism } from 'node:os'
import { probeEngine } from '../docker/engine.ts'
import { hasImage } from '../docker/image.ts'
import { IMAGES, type ImageName, imageOf } from '../images.ts'
import { findTool } from '../tool/find-tool.ts'
import { runTool } from '../tool/run-tool.ts'
import { TOOLS, type Tool } from './tools.ts'

/** One part of an environment, as the doctor found it. */
export interface Finding {
  readonly name: string
  readonly kind: 'program' | 'image' | 'machine'
  /** What it is there for. */
  readonly use: string
  readonly isRequired: boolean
  readonly isThere: boolean
  /** Version when it is there, else what is wrong. */
  readonly detail: string
  /** The command that gets it, when it is missing. */
  readonly command?: string
}

/** What the doctor found. */
export interface DoctorReport {
  readonly findings: readonly Finding[]
  /** Whether an environment can come up. */
  readonly isReady: boolean
}

/** Images without which no environment comes up. */
const REQUIRED_IMAGES: readonly ImageName[] = ['node', 'service', 'registry', 'buildkit']

/** Free space below which images and clusters do not fit (three clusters with their images take about 6 GB). */
const LEAST_FREE_BYTES = 10 * 2 ** 30

/** How long a program may take to say its version. */
const VERSION_LIMIT_MS = 20_000

/** Looks at programs, images and the machine. A part that is missing is a finding, not an error. */
export async function examine(signal: AbortSignal): Promise<DoctorReport> {
  const engine = await probeEngine(signal).catch(() => undefined)
  signal.throwIfAborted()
  const programs = await Promise.all(TOOLS.map((tool) => program(tool, signal)))
  const images =
    engine === undefined ? [] : await Promise.all(Object.keys(IMAGES).map((name) => image(name as ImageName, signal)))
  const findings = [...programs, ...images, ...(engine === undefined ? [] : [disk(engine.freeBytes)]), processors()]
  return { findings, isReady: findings.every(({ isRequired, isThere }) => !isRequired || isThere) }
}

async function program(tool: Tool, signal: AbortSignal): Promise<Finding> {
  const { name, use, isRequired } = tool
  const base = { name, kind: 'program', use, isRequired } as const
  const command = process.platform === 'darwin' ? tool.install.darwin : tool.install.linux
  if ((await findTool(tool.program)) === undefined)
    return { ...base, isThere: false, detail: 'not on the PATH', command }
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(VERSION_LIMIT_MS)])
    const { stdout, stderr } = await runTool(tool.program, tool.version, { signal: limit })
    return { ...base, isThere: true, detail: versionIn(`${stdout}\n${stderr}`) }
  } catch (error) {
    signal.throwIfAborted()
    const detail = error instanceof Error ? error.message : String(error)
    return { ...base, isThere: false, detail, command: name === 'docker' ? 'sudo systemctl start docker' : command }
  }
}

async function image(key: ImageName, signal: AbortSignal): Promise<Finding> {
  const { use, variable } = IMAGES[key]
  const name = imageOf(key)
  const isThere = await hasImage(name, signal)
  // An image that is missing is pulled when it is needed: that alone keeps nothing from coming up.
  const base = { name, kind: 'image', use, isRequired: false, isThere } as const
  if (isThere) return { ...base, detail: 'here' }
  const when = REQUIRED_IMAGES.includes(key) ? 'will be pulled' : 'will be pulled when it is needed'
  return { ...base, detail: `${when}; ${variable} names another`, command: `docker pull ${name}` }
}

function disk(freeBytes: number | undefined): Finding {
  const base = { name: 'disk', kind: 'machine', use: 'images, volumes and clusters' } as const
  if (freeBytes === undefined) return { ...base, isRequired: false, isThere: true, detail: 'Docker keeps it elsewhere' }
  const isThere = freeBytes >= LEAST_FREE_BYTES
  const detail = `${(freeBytes / 2 ** 30).toFixed(0)} GiB free`
  return { ...base, isRequired: true, isThere, detail, ...(isThere ? {} : { command: 'docker system prune' }) }
}

const processors = (): Finding => ({
  name: 'processors',
  kind: 'machine',
  use: 'three clusters want at least two',
  isRequired: false,
  isThere: true,
  detail: String(availableParallelism()),
})

/** The first thing in an output that looks like a version, else its first line. */
function versionIn(text: string): string {
  const version = /v?\d+\.\d+(?:\.\d+)?[-+.\w]*/.exec(text)?.[0]
  return version ?? text.trim().split('\n')[0] ?? ''
}
