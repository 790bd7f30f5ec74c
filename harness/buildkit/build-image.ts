import type { JobOf } from '../../src/model/pipeline.ts'
import { docker } from '../docker/docker.ts'
import type { Run } from '../run/run.ts'
import { type BuildOrder, buildArguments } from './arguments.ts'
import type { BuildFacts } from './component.ts'
import { buildxEnvironment, startDaemon, stopDaemon } from './daemon.ts'
import { BuildProgress, type Vertex } from './progress.ts'

/** How a build went. A build that fails is no exception. */
export interface BuildEnd {
  readonly ok: boolean
  readonly vertices: readonly Vertex[]
  /** Time before the build that went into a daemon of its own; milliseconds since 1970. */
  readonly daemon: { readonly from: number; readonly to: number } | undefined
  /** What was thrown, when it failed. */
  readonly error?: unknown
}

/**
 * Builds and pushes one image. With a cold daemon the build gets one of its own, which knows nothing and is removed afterwards, as a
 * CI job with Docker-in-Docker does.
 */
export async function buildImage(
  order: BuildOrder & { readonly context: string; readonly daemon: JobOf<'build'>['daemon'] },
  of: { run: Run; facts: BuildFacts; signal: AbortSignal },
): Promise<BuildEnd> {
  const { run, facts, signal } = of
  if (order.daemon === 'warm') return await runBuild(order, facts.builder, of)
  const from = Date.now()
  const part = `buildkit-${order.nonce}`
  const { network, insecureRegistry } = facts
  try {
    const builder = await startDaemon(run, { part, network, insecureRegistry, signal })
    const to = Date.now()
    return { ...(await runBuild(order, builder, of)), daemon: { from, to } }
  } finally {
    await stopDaemon(run, part)
  }
}

async function runBuild(
  order: BuildOrder & { readonly context: string },
  builder: string,
  of: { run: Run; signal: AbortSignal },
): Promise<BuildEnd> {
  const progress = new BuildProgress()
  const command = ['buildx', 'build', '--builder', builder, ...buildArguments(order), order.context]
  try {
    await docker(command, {
      signal: of.signal,
      env: buildxEnvironment(of.run),
      onLine: (line) => progress.add(line, Date.now()),
    })
    return { ok: true, vertices: progress.vertices(), daemon: undefined }
  } catch (error) {
    of.signal.throwIfAborted()
    return { ok: false, vertices: progress.vertices(), daemon: undefined, error }
  }
}
