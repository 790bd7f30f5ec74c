import { describe, expect, it } from 'vitest'
import { NewPods } from '../../../harness/observation/new-pods.ts'
import { crashed, podWith, running, starting, waiting } from './pods.ts'

const PATIENCE = 10_000

function ratioAfter(...looks: readonly (readonly [at: number, ...pods: Parameters<NewPods['look']>[0]])[]): number {
  const pods = new NewPods(PATIENCE)
  for (const [at, ...seen] of looks) pods.look(seen, at)
  return pods.failureRatio
}

describe('the share of new pods that fail', () => {
  it('is 0 before the first pod, and while pods start or have not had their time', () => {
    expect(ratioAfter()).toBe(0)
    expect(ratioAfter([0, starting('a'), waiting('b', 'ContainerCreating')])).toBe(0)
    expect(ratioAfter([0, running('a', false)], [PATIENCE - 1, running('a', false)])).toBe(0)
  })

  it('counts a pod that is not ready in time, from when it had started', () => {
    expect(ratioAfter([0, running('a', false)], [PATIENCE, running('a', false)])).toBe(1)
    expect(ratioAfter([0, starting('a')], [5_000, running('a', false)], [PATIENCE, running('a', false)])).toBe(0)
    expect(ratioAfter([0, starting('a')], [60_000, starting('a')])).toBe(0)
  })

  it('counts a crash and an image that cannot be had at once', () => {
    expect(ratioAfter([0, crashed('a'), running('b', true)])).toBe(0.5)
    expect(ratioAfter([0, waiting('a', 'CrashLoopBackOff')])).toBe(1)
    expect(ratioAfter([0, waiting('a', 'ImagePullBackOff')])).toBe(1)
    expect(ratioAfter([0, podWith('a', { started: true, restartCount: 1 }, { ready: true })])).toBe(1)
  })

  it('remembers a failure when the pod recovers or is gone', () => {
    expect(ratioAfter([0, crashed('a')], [1, running('a', true)])).toBe(1)
    expect(ratioAfter([0, crashed('a')], [1, running('b', true)])).toBe(0.5)
  })

  it('does not count pods that were told to go', () => {
    expect(ratioAfter([0, podWith('a', { state: { terminated: { exitCode: 143 } } }, { deleted: true })])).toBe(0)
  })

  it('knows what was wrong with the first one, and whom that blames', () => {
    const pods = new NewPods(PATIENCE)
    pods.look([waiting('a', 'ErrImagePull')], 0)
    expect(pods.firstFailure).toEqual({ reason: 'ErrImagePull', cause: 'platform' })
    const others = new NewPods(PATIENCE)
    others.look([crashed('a')], 0)
    expect(others.firstFailure).toEqual({ reason: 'Error (exit code 1)', cause: 'code-defect' })
  })
})
