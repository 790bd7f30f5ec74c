import { afterEach, expect, test, vi } from 'vitest'
import { availableNeeds } from '../../../harness/needs/available.ts'
import { environmentSchema } from '../../../harness/options.ts'

afterEach(() => vi.unstubAllEnvs())

/** What an environment would have here, and what is said of the rest. */
async function available(input: object) {
  const said: string[] = []
  const signal = new AbortController().signal
  const needs = await availableNeeds(environmentSchema.parse(input), { say: (line) => said.push(line), signal })
  return { needs, said: said.join('\n') }
}

test('without the manifests of Argo CD an environment that nobody asked it of goes without, and says so', async () => {
  vi.stubEnv('SEATRIAL_ARGOCD_MANIFESTS', '/nowhere/core-install.yaml')
  const { needs, said } = await available({})
  expect(needs).not.toContain('gitops')
  expect(needs).toContain('clusters')
  expect(said).toContain('gitops is left out: the manifests of Argo CD cannot be had: /nowhere/core-install.yaml')
})

test('a program that is missing is named', async () => {
  vi.stubEnv('PATH', '/nowhere')
  const { needs, said } = await available({})
  expect([...needs]).toEqual(['clusters', 'builds', 'suites', 'scans', 'databases'])
  expect(said).toContain('traffic is left out: no k6 on the PATH ("seatrial env doctor"')
})

test('a cluster of somebody else gets no Argo CD', async () => {
  const { needs, said } = await available({
    existing: { kubeconfig: 'a', context: 'b' },
    registry: 'registry.example/team',
  })
  expect(needs).not.toContain('gitops')
  expect(said).toContain('this one is not ours')
})

test('the controller of canaries is nothing that comes up unasked', async () => {
  const { needs, said } = await available({})
  expect(needs).not.toContain('canaries')
  expect(said).not.toContain('canaries')
})
