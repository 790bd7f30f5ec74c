import { describe } from 'vitest'
import { ARGOCD_MANIFESTS } from '../../../harness/argocd/manifests.ts'
import { readManifests } from '../../../harness/upstream/read.ts'
import { describeWith } from '../describe-with.ts'

const hasManifests = await readManifests(ARGOCD_MANIFESTS, AbortSignal.timeout(20_000)).then(
  () => true,
  () => false,
)

/** Describes what needs Argo CD; where its manifests cannot be had the tests are skipped, and their names say so. */
export function describeWithGitOps(name: string, tests: () => void): void {
  if (hasManifests) describeWith(['docker', 'kind', 'git'], name, tests)
  else describe.skip(`${name} [skipped: the manifests of Argo CD cannot be had: ${ARGOCD_MANIFESTS.variable}]`, tests)
}
