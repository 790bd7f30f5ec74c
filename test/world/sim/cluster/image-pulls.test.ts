import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { ImageCatalogue } from '../../../../src/world/sim/cluster/image-catalogue.ts'
import { ImageStore } from '../../../../src/world/sim/cluster/image-store.ts'
import { instant, type RigOptions, rig } from './rig.ts'

const oneNode = { groups: [{ name: 'general', desired: 1, max: 1 }] }
const surge = { kind: 'rolling', maxSurge: '100%', maxUnavailable: 0 } as const
const pulls = (change: { parallel?: number; manifest?: number; mibPerSecond?: number } = {}) =>
  instant({
    images: {
      manifest: constant(change.manifest ?? 0),
      failure: constant(seconds(2)),
      mibPerSecond: change.mibPerSecond ?? 10,
      parallel: change.parallel ?? 1,
    },
  })

function release(options: RigOptions, image?: { digest: string; sizeMiB: number }[]) {
  const r = rig(options)
  r.cluster.apply('shop', r.template('v2', image === undefined ? {} : { image }))
  r.kernel.run()
  return r
}

describe('image pull', () => {
  test('fetches only the layers that the node does not have', () => {
    const { seen } = release({ service: { replicas: 1 }, mechanism: pulls(), ...oneNode })
    expect(seen(['pulled'])).toEqual([[seconds(1), 'shop-v2-0', 'pulled']])
  })

  test('is skipped when the image is there and the policy is IfNotPresent, and checked with Always', () => {
    const image = [
      { digest: 'base', sizeMiB: 100 },
      { digest: 'v1', sizeMiB: 10 },
    ]
    const mechanism = pulls({ manifest: 300 })
    const skipped = release({ service: { replicas: 1 }, mechanism, ...oneNode }, image)
    expect(skipped.seen(['pulled'])).toEqual([])
    const checked = release({ service: { replicas: 1, imagePullPolicy: 'Always' }, mechanism, ...oneNode }, image)
    expect(checked.seen(['pulled'])).toEqual([[300, 'shop-v2-0', 'pulled']])
  })

  test('is serial on a node by default: different images wait for each other', () => {
    const others = [{ name: 'till', replicas: 1, strategy: surge }]
    const run = (parallel: number): number[] => {
      const r = rig({ service: { replicas: 1, strategy: surge }, others, mechanism: pulls({ parallel }), ...oneNode })
      r.cluster.apply('shop', r.template('v2', { image: [{ digest: 'a', sizeMiB: 30 }] }))
      r.cluster.apply('till', r.template('v2', { image: [{ digest: 'b', sizeMiB: 50 }] }))
      r.kernel.run()
      return r.seen(['pulled']).map(([at]) => at)
    }
    expect(run(1)).toEqual([seconds(3), seconds(8)])
    expect(run(2)).toEqual([seconds(3), seconds(5)])
  })

  test('is done once for several pods of one image on a node', () => {
    const { seen } = release({
      service: { replicas: 3, strategy: surge },
      mechanism: pulls({ manifest: 200 }),
      ...oneNode,
    })
    expect(seen(['pulled']).map(([at]) => at)).toEqual([1_200, 1_400, 1_600])
  })

  test('that fails is repeated after 10, 20, 40, 80, 160, 300, 300 s', () => {
    const r = rig({
      service: { replicas: 1, strategy: surge },
      mechanism: instant(),
      ...oneNode,
    })
    const pod = () => r.workload().current!.pods[0]!
    r.cluster.apply('shop', r.template('v2', { behaviour: { kind: 'image-pull-failure' } }))
    const tries: number[] = []
    let known = 0
    while (r.kernel.now < minutes(30) && r.kernel.step()) {
      const count = r.workload().current?.pods.length ? pod().pulls : 0
      if (count > known) tries.push(r.kernel.now)
      known = count
    }
    const delays = tries.slice(1).map((at, i) => (at - tries[i]!) / 1_000)
    expect(delays.slice(0, 8)).toEqual([10, 20, 40, 80, 160, 300, 300, 300])
    expect(r.cluster.status('shop')).toMatchObject({ ready: 1, unavailableNew: 1, updatedFailed: 1 })
  })

  test('fails while the registry is away and heals with the back-off when it is back', () => {
    const r = rig({ service: { replicas: 1, strategy: surge }, mechanism: pulls(), ...oneNode })
    r.cluster.faults.registryAvailable(false)
    const rollout = r.cluster.apply('shop', r.template('v2'))
    r.kernel.run(seconds(60))
    expect(rollout.complete.fired).toBe(false)
    r.cluster.faults.registryAvailable(true)
    r.kernel.run()
    expect(rollout.complete.value!).toBeGreaterThan(seconds(60))
    expect(rollout.complete.value!).toBeLessThan(seconds(60 + 80))
  })

  test('that is under way when the registry goes away leaves nothing behind', () => {
    const r = rig({ service: { replicas: 2, strategy: surge }, mechanism: pulls(), ...oneNode })
    r.cluster.apply('shop', r.template('v2'))
    r.kernel.run(500)
    r.cluster.faults.registryAvailable(false)
    r.kernel.run(seconds(5))
    r.cluster.faults.registryAvailable(true)
    r.kernel.run()
    expect(r.cluster.status('shop').readyByRevision).toEqual(new Map([['v2', 2]]))
    expect(r.seen(['pulled'])[0]![0]).toBeGreaterThan(seconds(10))
  })

  test('delays a crash restart with the policy Always only by the check of the manifest', () => {
    const r = rig({
      service: { replicas: 1, imagePullPolicy: 'Always' },
      mechanism: pulls({ manifest: 700 }),
      ...oneNode,
    })
    r.cluster.faults.crashPods('shop', 1)
    r.kernel.run()
    expect(r.seen(['crashed', 'started'])).toEqual([
      [1, 'shop-v1-0', 'crashed'],
      [701, 'shop-v1-0', 'started'],
    ])
  })
})

describe('image store', () => {
  test('drops the layers that were used longest ago when it is full', () => {
    const catalogue = new ImageCatalogue()
    const store = new ImageStore(catalogue, { parallelPulls: 1, capacityMiB: 100 })
    const image = (name: string) => catalogue.idsOf([{ digest: name, sizeMiB: 30 }])
    const cost = { manifest: 0, mibPerSecond: 1_000 }
    for (const [i, name] of ['a', 'b', 'c'].entries()) store.pull(image(name), i * 1_000, cost)
    store.use(image('a'), 5_000)
    store.pull(image('d'), 6_000, cost)
    expect(['a', 'b', 'c', 'd'].map((name) => store.has(image(name), 10_000))).toEqual([true, false, true, true])
  })
})
