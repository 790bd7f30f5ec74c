import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node'
import { describe, expect, it } from 'vitest'
import { ReadinessRule } from '../../../harness/gitops/readiness-rule.ts'

const START = Date.parse('2025-01-01T00:00:00Z')
const SECOND = 1_000

function pod(
  name: string,
  of: { ready?: boolean; status?: Partial<V1ContainerStatus>; startupProbe?: boolean; isGoing?: boolean } = {},
): V1Pod {
  const { ready = false, status = {}, startupProbe = false, isGoing = false } = of
  return {
    metadata: { name, uid: name, ...(isGoing ? { deletionTimestamp: new Date(START) } : {}) },
    spec: { containers: [{ name: 'service', ...(startupProbe ? { startupProbe: {} } : {}) }] },
    status: {
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'service',
          image: '',
          imageID: '',
          ready,
          restartCount: 0,
          started: true,
          state: { running: { startedAt: new Date(START) } },
          ...status,
        },
      ],
    },
  }
}
const ready = (name: string): V1Pod => pod(name, { ready: true })
const crashed = (name: string): V1Pod => pod(name, { status: { restartCount: 1, started: false } })
const rule = () => new ReadinessRule({ ratio: 0.2, patience: 60 * SECOND })

describe('the rule on readiness failures', () => {
  it('says nothing of a release without pods, or whose pods are ready or still have time', () => {
    const of = rule()
    expect(of.look([], START)).toBe(false)
    expect(of.look([ready('a'), pod('b')], START + 59 * SECOND)).toBe(false)
    expect(of.failureRatio).toBe(0)
  })

  it('speaks from a fifth of the new pods on', () => {
    const four = ['a', 'b', 'c', 'd'].map(ready)
    expect(rule().look([...four, crashed('x')], START)).toBe(true)
    expect(rule().look([...four, ready('e'), crashed('x')], START)).toBe(false)
  })

  it('counts pods that are not ready in time after they started', () => {
    const of = rule()
    expect(of.look([pod('a')], START + 61 * SECOND)).toBe(true)
    expect(of.failureRatio).toBe(1)
  })

  it('counts the time of a pod with a startup probe from when that probe let it pass', () => {
    const of = rule()
    const starting = pod('a', { startupProbe: true, status: { started: false } })
    const started = pod('a', { startupProbe: true })
    expect(of.look([starting], START + 300 * SECOND)).toBe(false)
    expect(of.look([started], START + 310 * SECOND)).toBe(false)
    expect(of.look([started], START + 369 * SECOND)).toBe(false)
    expect(of.look([started], START + 370 * SECOND)).toBe(true)
  })

  it('counts pods without an image and pods that lost readiness', () => {
    const pulling = pod('a', { status: { started: false, state: { waiting: { reason: 'ContainerCreating' } } } })
    const unpullable = pod('a', { status: { started: false, state: { waiting: { reason: 'ErrImagePull' } } } })
    expect(rule().look([pulling], START)).toBe(false)
    expect(rule().look([unpullable], START)).toBe(true)
    const of = rule()
    expect(of.look([ready('a')], START)).toBe(false)
    expect(of.look([pod('a')], START + SECOND)).toBe(true)
  })

  it('forgets no pod that failed, not even when it recovers or is gone', () => {
    const of = rule()
    expect(of.look([crashed('a')], START)).toBe(true)
    expect(of.look([ready('a'), ready('b')], START + SECOND)).toBe(true)
    expect(of.look([ready('c')], START + 2 * SECOND)).toBe(true)
    expect(of.failureRatio).toBeCloseTo(1 / 3)
  })

  it('does not blame a pod for being taken away', () => {
    const of = rule()
    of.look([ready('a')], START)
    expect(of.look([pod('a', { isGoing: true })], START + SECOND)).toBe(false)
  })
})
