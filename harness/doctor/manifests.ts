import { ARGOCD_MANIFESTS } from '../argocd/manifests.ts'
import { ROLLOUTS_MANIFESTS } from '../canary/manifests.ts'
import { probeManifests } from '../upstream/probe.ts'
import type { UpstreamManifests } from '../upstream/read.ts'
import type { Finding } from './finding.ts'

/** Manifests of controllers, and what they are there for. */
const CONTROLLERS: readonly { readonly manifests: UpstreamManifests; readonly use: string }[] = [
  { manifests: ARGOCD_MANIFESTS, use: 'delivery by GitOps' },
  { manifests: ROLLOUTS_MANIFESTS, use: 'canary deployments' },
]

/** Whether the manifests of the controllers that environments can have are to be had, and in which version. */
export const examineManifests = (signal: AbortSignal): Promise<readonly Finding[]> =>
  Promise.all(CONTROLLERS.map(({ manifests, use }) => examineOne(manifests, use, signal)))

async function examineOne(manifests: UpstreamManifests, use: string, signal: AbortSignal): Promise<Finding> {
  const base = { name: `${manifests.use} manifests`, kind: 'manifests', use, isRequired: false } as const
  const probe = await probeManifests(manifests, signal)
  if (probe.isThere) return { ...base, isThere: true, detail: probe.version }
  const { url, variable } = manifests
  const file = url.split('/').at(-1) ?? 'manifests.yaml'
  const command = `curl -fsSLO ${url} && export ${variable}="$PWD/${file}"`
  return { ...base, isThere: false, detail: probe.problem, command }
}
