import { probeEngine } from '../docker/engine.ts'
import { hasImage } from '../docker/image.ts'
import { IMAGES, type ImageName, imageOf } from '../images.ts'
import { findTool } from '../tool/find-tool.ts'
import { runTool } from '../tool/run-tool.ts'
import type { Finding } from './finding.ts'
import { examineMachine } from './machine.ts'
import { examineManifests } from './manifests.ts'
import { examineProvider } from './provider.ts'
import { TOOLS, type Tool } from './tools.ts'

/** What the doctor found. */
export interface DoctorReport {
  readonly findings: readonly Finding[]
  /** Whether an environment can come up. */
  readonly isReady: boolean
}

/** Images without which no environment comes up. */
const REQUIRED_IMAGES: readonly ImageName[] = ['node', 'service', 'registry', 'buildkit']

/** How long a program may take to say its version. */
const VERSION_LIMIT_MS = 20_000

/** Looks at programs, images, manifests and the machine. A part that is missing is a finding, not an error. */
export async function examine(signal: AbortSignal): Promise<DoctorReport> {
  const engine = await probeEngine(signal).catch(() => undefined)
  signal.throwIfAborted()
  const [programs, manifests] = await Promise.all([
    Promise.all(TOOLS.map((tool) => program(tool, signal))),
    examineManifests(signal),
  ])
  const images =
    engine === undefined ? [] : await Promise.all(Object.keys(IMAGES).map((name) => image(name as ImageName, signal)))
  const provider = await examineProvider(
    programs.find(({ name }) => name === 'terraform'),
    signal,
  )
  const findings = [...programs, ...provider, ...images, ...manifests, ...(await examineMachine(engine))]
  return { findings, isReady: findings.every(({ isRequired, isThere }) => !isRequired || isThere) }
}

async function program(tool: Tool, signal: AbortSignal): Promise<Finding> {
  const { name, use, isRequired } = tool
  const base = { name, kind: 'program', use, isRequired } as const
  const command = process.platform === 'darwin' ? tool.install.darwin : tool.install.linux
  if ((await findTool(tool.program)) === undefined)
    return { ...base, isThere: false, detail: 'not on the PATH', command }
  if (tool.version === undefined) return { ...base, isThere: true, detail: 'on the PATH' }
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

/** The first thing in an output that looks like a version, else its first line. */
function versionIn(text: string): string {
  const version = /v?\d+\.\d+(?:\.\d+)?[-+.\w]*/.exec(text)?.[0]
  return version ?? text.trim().split('\n')[0] ?? ''
}
