import { describe, expect, test } from 'vitest'
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
    const { kernel, cluster, template } = rig({ service: { replicas: 2, strategy, probes: { readiness: {} } } })
    const good = cluster.apply('shop', template('v2', { behaviour: { kind: 'never-ready' }, share: 0.5 }))
    const ready: number[] = []
    kernel.spawn(
      (function* () {
        yield* good.reaches(0.5)
        ready.push(kernel.now)
      })(),
    )
    kernel.run(seconds(60))
    const { status } = { status: cluster.status('shop') }
    kernel.run(minutes(60))
    const lastProgress = status.updatedReady === 0 ? 0 : ready[0]!
    expect(good.progressDeadlineExceeded.value! - lastProgress).toBeGreaterThan(seconds(600))
    expect(good.progressDeadlineExceeded.value! - lastProgress).toBeLessThanOrEqual(seconds(602))
  })

  test('a pod that becomes ready one second before the deadline saves the rollout', () => {
    const { kernel, cluster, template } = rig({
      service: {
        replicas: 1,
        strategy,
        startup: { kind: 'constant', value: seconds(599) },
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
        startup: { kind: 'constant', value: seconds(700) },
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
