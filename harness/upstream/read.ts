import { readFile } from 'node:fs/promises'
import { type KubernetesObject, loadYaml } from '@kubernetes/client-node'
import { parseAllDocuments } from 'yaml'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'

/** Manifests that a project publishes, and the variable that replaces them. */
export interface UpstreamManifests {
  /** What they install. */
  readonly use: string
  /** Environment variable with a path or an address of other manifests, for machines without network access. */
  readonly variable: string
  readonly url: string
  /** Last part of the name of the controller's image in them, whose tag is their version. */
  readonly image: string
}

/** How long a server may take to send manifests. */
const LIMIT_MS = 60_000

/**
 * Reads the objects of published manifests. Rejects with `EnvironmentUnavailableError` naming the variable that replaces them when they
 * cannot be had.
 */
export async function readManifests(
  of: UpstreamManifests,
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly KubernetesObject[]> {
  const from = env[of.variable] || of.url
  try {
    const text = /^https?:/.test(from) ? await download(from, signal) : await readFile(from, 'utf8')
    // The client's own reading: it loses what is not named as it names it, such as "x-kubernetes-int-or-string", when it sends it.
    return parseAllDocuments(text)
      .filter((document) => document.toJS() !== null)
      .map((document) => loadYaml<KubernetesObject>(document.toString()))
  } catch (error) {
    signal.throwIfAborted()
    throw new EnvironmentUnavailableError(`the manifests of ${of.use} cannot be read`, {
      where: from,
      remedy: `check the network, or name a file that has them: export ${of.variable}=...`,
      cause: error,
    })
  }
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]) })
  if (!response.ok) throw new Error(`expected the manifests, got HTTP ${response.status}`)
  return await response.text()
}
