import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import { clustersOf } from '../../../harness/kind/nodes.ts'
import { REGION_LABEL } from '../../../harness/kind/topology.ts'
import { ClusterConnection } from '../../../harness/kubernetes/connection.ts'
import { namespacesOf } from '../../../harness/kubernetes/namespace.ts'
import { environmentSchema } from '../../../harness/options.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { seedImage } from '../../../harness/registry/seed.ts'
import { explainFailure } from '../../../harness/tool/explain-failure.ts'
import { Bench } from '../real-run.ts'
import { oneService, region } from '../small-fleet.ts'

const never = new AbortController().signal

/** Runs a pod of an image; the phase that it is in once it is no longer pending, or after a minute. */
async function phaseOfPod(
  connection: ClusterConnection,
  namespace: string,
  image: string,
): Promise<string | undefined> {
  const core = connection.core(never)
  await core.createNamespacedPod({
    namespace,
    body: { metadata: { name: 'probe' }, spec: { containers: [{ name: 'probe', image }] } },
  })
  for (let polls = 0; polls < 120; polls++) {
    const { status } = await core.readNamespacedPod({ namespace, name: 'probe' })
    if (status?.phase !== 'Pending') return status?.phase
    await pause(500)
  }
  return 'Pending'
}

describe('a cluster of one region', () => {
  it('takes images from the local registry, has its own kubeconfig and namespaces, and leaves nothing', async () => {
    await using bench = await Bench.of(oneService)
    await bench.up(dockerComponent)
    const registry = await bench.up(registryComponent)
    const facts = await bench.up(kindComponent)
    const [cluster] = facts.clusters
    expect(facts.places.map((place) => place.name)).toEqual(['us-east-1', 'staging'])
    expect(facts.places[0]?.hostPorts.payment).toBeGreaterThan(1_024)
    expect(cluster?.kubeconfig.startsWith(bench.run.folder)).toBe(true)

    const image = await seedImage('registry', registry, never)
    const connection = new ClusterConnection(cluster!)
    expect(await phaseOfPod(connection, facts.places[0]!.namespace, image)).toBe('Running')
    expect(await namespacesOf(connection, bench.run, never)).toHaveLength(2)
    expect(await kindComponent.status(bench.run, facts, never)).toMatchObject([{ isUp: true }])

    const again = await bench.up(kindComponent).then(
      () => undefined,
      (error: unknown) => explainFailure(error, 'kind'),
    )
    expect(again).toMatchObject({
      code: 'ENVIRONMENT_UNAVAILABLE',
      message: expect.stringContaining('exists already'),
    })

    const elsewhere = await Bench.of(oneService, {
      existing: { kubeconfig: cluster!.kubeconfig, context: cluster!.context },
      registry: registry.hostAddress,
    })
    try {
      await elsewhere.up(dockerComponent)
      await elsewhere.up(registryComponent)
      const guest = await elsewhere.up(kindComponent)
      expect(guest.places[0]?.namespace).toContain(elsewhere.run.id)
      await expect(elsewhere.up(kindComponent)).rejects.toThrow('exists already')
    } finally {
      await elsewhere[Symbol.asyncDispose]()
    }
    expect(await namespacesOf(connection, elsewhere.run, never)).toEqual([])
    expect(await namespacesOf(connection, bench.run, never)).toHaveLength(2)

    await kindComponent.down(bench.run)
    expect(await clustersOf(bench.run)).toEqual([])
    expect(await kindComponent.status(bench.run, facts, never)).toMatchObject([{ isUp: false }])
  })
})

describe('one cluster for several regions', () => {
  it('has nodes labelled with their region', async () => {
    const fleet = { ...oneService, regions: [region('us-east-1'), region('eu-west-1')] }
    await using bench = await Bench.of(fleet, { regions: 'labels' })
    await bench.up(dockerComponent)
    await bench.up(registryComponent)
    const { clusters, places } = await bench.up(kindComponent)
    const { items } = await new ClusterConnection(clusters[0]!).core(never).listNode()
    const regions = items.flatMap((node) => node.metadata?.labels?.[REGION_LABEL] ?? [])
    expect(regions.toSorted()).toEqual(['eu-west-1', 'us-east-1'])
    expect(places.map((place) => place.context)).toEqual(Array(3).fill(clusters[0]!.context))
  })
})

describe('a cluster that exists already', () => {
  it('is refused when its context is not named', () => {
    const parsed = environmentSchema.safeParse({ existing: { kubeconfig: '/some/file' } })
    expect(parsed.error?.issues[0]?.message).toContain('--context')
  })

  it('is refused when the file has no such context', () => {
    const kubeconfig = new URL('no-contexts.yaml', import.meta.url).pathname
    const connect = () => new ClusterConnection({ kubeconfig, context: 'production' })
    expect(connect).toThrow('expected the context "production"')
  })
})
