import { describe, expect, it } from 'vitest'
import { asWorkload, canaryState, type RolloutStatus, rolloutOf } from '../../../harness/canary/rollout.ts'
import { rolloutStatus } from '../../../harness/kubernetes/rollout-status.ts'

const rollout = (status: RolloutStatus) => ({
  metadata: { name: 'payment', generation: 3 },
  status: { observedGeneration: '3', ...status },
})
const state = (status: RolloutStatus) => canaryState(rollout(status))

describe('where a canary stands', () => {
  it('is under way until the controller has seen what was applied', () => {
    expect(state({ observedGeneration: '2', phase: 'Healthy' })).toEqual({ state: 'under-way' })
    expect(canaryState({ metadata: { generation: 1 } })).toEqual({ state: 'under-way' })
    expect(state({ phase: 'Progressing' })).toEqual({ state: 'under-way' })
  })

  it('is paused at a step, complete, or aborted with the reason', () => {
    expect(state({ phase: 'Paused', currentStepIndex: 1 })).toEqual({ state: 'paused', step: 1 })
    expect(state({ phase: 'Healthy' })).toEqual({ state: 'complete' })
    expect(state({ phase: 'Degraded', message: 'RolloutAborted: Rollout aborted update to revision 2' })).toEqual({
      state: 'aborted',
      detail: 'RolloutAborted: Rollout aborted update to revision 2',
    })
  })
})

describe('the Rollout of a Deployment', () => {
  it('has the same pods and names, with steps in place of the strategy', () => {
    const template = { metadata: { labels: { a: 'b' } } }
    const deployment = {
      metadata: { name: 'payment', namespace: 'there' },
      spec: {
        replicas: 4,
        minReadySeconds: 2,
        selector: { matchLabels: { a: 'b' } },
        template,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      },
    }
    expect(rolloutOf(deployment, [{ setWeight: 25 }, { pause: {} }])).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'payment', namespace: 'there' },
      spec: {
        replicas: 4,
        minReadySeconds: 2,
        selector: { matchLabels: { a: 'b' } },
        template,
        strategy: { canary: { steps: [{ setWeight: 25 }, { pause: {} }], maxSurge: 1, maxUnavailable: 0 } },
      },
    })
  })

  it('takes all old pods away first where the Deployment would be recreated', () => {
    const spec = { selector: {}, template: {}, strategy: { type: 'Recreate' } }
    expect(rolloutOf({ spec }, []).spec?.strategy).toEqual({
      canary: { steps: [], maxSurge: 0, maxUnavailable: '100%' },
    })
  })
})

describe('a Rollout in the shape of a Deployment', () => {
  const numbers = { replicas: 2, updatedReplicas: 2, availableReplicas: 2 }
  const spec = { replicas: 2, selector: {}, template: {}, strategy: {} }
  const status = (of: RolloutStatus) => rolloutStatus(asWorkload({ ...rollout({ ...numbers, ...of }), spec }), 3)

  it('is complete when the controller calls it healthy, for the generation that it has seen', () => {
    expect(status({ phase: 'Healthy' }).state).toBe('complete')
    expect(status({ phase: 'Healthy', observedGeneration: '2' }).state).toBe('under-way')
    expect(rolloutStatus(asWorkload({ metadata: { generation: 1 }, spec }), 1).state).toBe('under-way')
  })

  it('is under way at a step that waits, whatever its numbers are, and when it was aborted', () => {
    expect(status({ phase: 'Paused', message: 'CanaryPauseStep' })).toEqual({
      state: 'under-way',
      detail: 'CanaryPauseStep',
    })
    expect(status({ phase: 'Degraded', updatedReplicas: 0 }).state).toBe('under-way')
  })

  it('is stuck when it makes no progress', () => {
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'slow' }]
    expect(status({ phase: 'Degraded', updatedReplicas: 1, conditions })).toMatchObject({ state: 'stuck' })
  })
})
