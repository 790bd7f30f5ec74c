import { describe } from 'vitest'
import { readManifests, type UpstreamManifests } from '../../harness/upstream/read.ts'
import { describeWith } from './describe-with.ts'

/** Describes what needs clusters and published manifests; where those cannot be had the tests are skipped, and their names say so. */
export async function describeWithManifests(of: UpstreamManifests, name: string, tests: () => void): Promise<void> {
  const canBeHad = await readManifests(of, AbortSignal.timeout(20_000)).then(
    () => true,
    () => false,
  )
  if (canBeHad) describeWith(['docker', 'kind', 'git'], name, tests)
  else describe.skip(`${name} [skipped: the manifests of ${of.use} cannot be had: ${of.variable}]`, tests)
}
