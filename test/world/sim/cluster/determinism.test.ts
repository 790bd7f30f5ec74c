import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import { clusterMechanismSchema } from '../../../../src/model/mechanisms/cluster.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { type Rig, rig } from './rig.ts'

const probes = { startup: { failureThreshold: 30 }, readiness: { initialDelayMs: seconds(10), periodMs: seconds(5) } }
const build = (seed: number): Rig =>
  rig({
    service: { name: 'shop', replicas: 8, startup: { kind: 'lognormal', median: seconds(15), sigma: 0.4 }, probes },
    others: [{ name: 'till', replicas: 4, startup: { kind: 'lognormal', median: seconds(9), sigma: 0.4 }, probes }],
    mechanism: clusterMechanismSchema.parse({}),
    seed,
  })

function story(r: Rig, isBusy: boolean): string {
  r.cluster.apply('shop', r.template('v2', { behaviour: { kind: 'crash', after: constant(seconds(20)) }, share: 0.3 }))
  if (isBusy) r.cluster.apply('till', { ...r.template('v2'), draws: r.template('unused').draws })
  r.kernel.run(seconds(90))
  r.cluster.faults.stopNode('general-3')
  r.kernel.run(minutes(20))
  return JSON.stringify(r.log)
}

describe('the same cluster with the same draws', () => {
  test('does the same to the last event', () => {
    expect(story(build(3), true)).toBe(story(build(3), true))
    expect(story(build(3), true)).not.toBe(story(build(4), true))
  })

  test('draws the same times for a service whatever other services do', () => {
    const startUps = (isBusy: boolean): number[] => {
      const r = build(3)
      story(r, isBusy)
      return r.workload().replicaSets.flatMap((set) => set.pods.map((pod) => pod.servesAt - pod.startedAt))
    }
    const alone = startUps(false)
    expect(startUps(true).filter((time) => alone.includes(time)).length).toBeGreaterThanOrEqual(7)
  })
})

describe('a whole fleet', () => {
  test('settles and rolls out without a wait that a person would notice', () => {
    const r = rig({
      service: { replicas: 4 },
      others: Array.from({ length: 199 }, (_, i) => ({ name: `s${i}`, replicas: 4, probes })),
      groups: [{ name: 'general', desired: 45, max: 60 }],
      mechanism: clusterMechanismSchema.parse({}),
    })
    const rollouts = Array.from({ length: 100 }, (_, i) => r.cluster.apply(`s${i}`, r.template('v2')))
    const before = process.threadCpuUsage()
    r.kernel.run(minutes(60))
    const { user } = process.threadCpuUsage(before)
    expect(rollouts.every((rollout) => rollout.complete.fired)).toBe(true)
    expect(user / 1_000).toBeLessThan(400)
  })
})
