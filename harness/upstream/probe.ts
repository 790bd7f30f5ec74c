import type { KubernetesObject } from '@kubernetes/client-node'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { readManifests, type UpstreamManifests } from './read.ts'

/** How long manifests may take to come before they count as out of reach. */
const LIMIT_MS = 15_000

/** What is known of published manifests: their version, or why they cannot be had. */
export type ManifestsProbe =
  | { readonly isThere: true; readonly version: string }
  | { readonly isThere: false; readonly problem: string }

/** Reads published manifests as an installation would. Rejects with nothing but the signal's reason. */
export async function probeManifests(
  of: UpstreamManifests,
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ManifestsProbe> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)])
    const objects = await readManifests(of, limit, env)
    const version = versionOf(objects, of.image)
    if (version !== undefined) return { isThere: true, version }
    const from = env[of.variable] || of.url
    return { isThere: false, problem: `expected manifests that name an image "${of.image}", got others from ${from}` }
  } catch (error) {
    signal.throwIfAborted()
    return { isThere: false, problem: reasonOf(error) }
  }
}

/** The tag of the first image of that name; `unknown` for one that is named by its digest alone. */
function versionOf(objects: readonly KubernetesObject[], image: string): string | undefined {
  const match = new RegExp(`"(?:[^"]*/)?${image}(?::([\\w.-]+))?(?:@[^"]*)?"`).exec(JSON.stringify(objects))
  return match === null ? undefined : (match[1] ?? 'unknown')
}

function reasonOf(error: unknown): string {
  if (!(error instanceof EnvironmentUnavailableError)) return `no answer in ${LIMIT_MS / 1_000} s`
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.where}${cause}`
}
