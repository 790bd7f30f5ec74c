import type { V1DeploymentStatus } from '@kubernetes/client-node'
import { describe, expect, it } from 'vitest'
import { rolloutStatus } from '../../../harness/kubernetes/rollout-status.ts'
import { eventTime } from '../../../harness/kubernetes/server-time.ts'

const deployment = (status: V1DeploymentStatus, replicas = 3) => ({
  metadata: { name: 'payment', generation: 2 },
  spec: { replicas, selector: {}, template: {} },
  status: { observedGeneration: 2, ...status },
})

describe('the status of a rollout', () => {
  it('is under way until the controller has seen the generation, made all pods, removed the old ones, and all are available', () => {
    const states = [
      { observedGeneration: 1, updatedReplicas: 3, replicas: 3, availableReplicas: 3 },
      { updatedReplicas: 1, replicas: 3, availableReplicas: 3 },
      { updatedReplicas: 3, replicas: 4, availableReplicas: 4 },
      { updatedReplicas: 3, replicas: 3, availableReplicas: 2 },
    ]
    expect(states.map((status) => rolloutStatus(deployment(status), 2).state)).toEqual(Array(4).fill('under-way'))
  })

  it('is complete when all new pods are available and no old ones are left', () => {
    const complete = deployment({ updatedReplicas: 3, replicas: 3, availableReplicas: 3 })
    expect(rolloutStatus(complete, 2).state).toBe('complete')
    expect(rolloutStatus(complete, 3).state).toBe('under-way')
  })

  it('is stuck when the progress deadline has passed', () => {
    const conditions = [
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'too slow' },
    ]
    expect(rolloutStatus(deployment({ conditions, updatedReplicas: 1 }), 2)).toMatchObject({
      state: 'stuck',
      detail: 'too slow',
    })
  })

  it('has the time of the server, as text in watches and as a date in answers', () => {
    const time = '2025-01-01T00:00:10Z'
    for (const lastUpdateTime of [new Date(time), time as unknown as Date]) {
      const conditions = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', lastUpdateTime }]
      const status = { conditions, updatedReplicas: 3, replicas: 3, availableReplicas: 3 }
      expect(rolloutStatus(deployment(status), 2)).toEqual({ state: 'complete', since: new Date(time) })
    }
  })

  it('is complete at once for a service without replicas', () => {
    expect(rolloutStatus(deployment({}, 0), 2).state).toBe('complete')
  })
})

describe('the time of an event', () => {
  it('is when we heard of it, unless the server says that it was earlier', () => {
    const server = new Date('2025-01-01T00:00:10Z')
    const second = server.getTime()
    expect(eventTime(server, second + 300)).toBe(second + 300)
    expect(eventTime(server, second + 7_000)).toBe(second + 999)
    expect(eventTime(undefined, second + 7_000)).toBe(second + 7_000)
  })
})
