import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { rig } from './rig.ts'

const strategy = { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: seconds(600) } as const

describe('progress deadline', () => {
  test('reports a rollout without progress and does not roll back', () => {
    const { kernel, cluster, template } = rig({ service: { replicas: 4, strategy, probes: { readiness: {} } } })
    const rollout = cluster.apply('shop', template('v2', { behaviour: { kind: 'never-ready' } }))
    kernel.run(minutes(60))
    expect(rollout.progressDeadlineExceeded.value).toBe(seconds(601))
    expect(rollout.ended).toBe(false)
    expect(cluster.status('shop')).toMatchObject({ ready: 4, updated: 1, updatedReady: 0, progressing: 'timed-out' })
    expect(kernel.pending).toBe(0)
  })

  test('counts anew from each progress', () => {
    const { kernel, cluster, template } = rig({
      service: { replicas: 3, strategy, startup: constant(seconds(400)), probes: { readiness: { periodMs: 1_000 } } },
    })
    const slow = cluster.apply('shop', template('v2'))
    kernel.run(seconds(500))
    expect(cluster.status('shop').updatedReady).toBe(1)
    kernel.run()
    expect(slow.complete.value!).toBeGreaterThan(seconds(1_200))
    expect(slow.progressDeadlineExceeded.fired).toBe(false)
    const stuck = cluster.apply('shop', template('v3'))
    const from = kernel.now
    kernel.run(from + seconds(300))
    cluster.faults.registryAvailable(false)
    kernel.run(from + seconds(2_000))
    // The first pod needs 400 s and a tick; the second one is created and its image cannot be pulled.
    const lastProgress = from + seconds(400)
    expect(stuck.progressDeadlineExceeded.value! - lastProgress).toBeGreaterThanOrEqual(seconds(600))
    expect(stuck.progressDeadlineExceeded.value! - lastProgress).toBeLessThanOrEqual(seconds(602))
  })

  test('a pod that becomes ready one second before the deadline saves the rollout', () => {
    const { kernel, cluster, template } = rig({
      service: {
        replicas: 1,
        strategy,
        startup: constant(seconds(599)),
        probes: { readiness: { periodMs: 1_000 } },
      },
    })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run()
    expect(rollout.complete.fired).toBe(true)
    expect(rollout.progressDeadlineExceeded.fired).toBe(false)
  })

  test('progress after the deadline lets the rollout complete all the same', () => {
    const { kernel, cluster, template } = rig({
      service: {
        replicas: 1,
        strategy,
        startup: constant(seconds(700)),
        probes: { readiness: { periodMs: 1_000 } },
      },
    })
    const rollout = cluster.apply('shop', template('v2'))
    kernel.run()
    expect(rollout.progressDeadlineExceeded.value).toBe(seconds(601))
    expect(rollout.complete.value).toBeGreaterThanOrEqual(seconds(700))
    expect(cluster.status('shop').progressing).toBe('available')
  })

  test('comes one by one for several rollouts of several services', () => {
    const { kernel, cluster, template } = rig({
      service: { replicas: 1, strategy, probes: { readiness: {} } },
      others: [{ name: 'till', replicas: 1, strategy, probes: { readiness: {} } }],
    })
    const first = cluster.apply('shop', template('v2', { behaviour: { kind: 'never-ready' } }))
    kernel.run(seconds(100))
    const second = cluster.apply('till', template('v2', { behaviour: { kind: 'never-ready' } }))
    kernel.run(minutes(60))
    expect(first.progressDeadlineExceeded.value).toBe(seconds(601))
    expect(second.progressDeadlineExceeded.value).toBe(seconds(701))
  })
})
