import type { V1Pod } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { PodFaults } from '../../../harness/faults/pods.ts'
import { podWith } from '../observation/pods.ts'

/** How often the container of a pod has ended, as trials of faults see it. */
function restartsOf(pod: V1Pod): number {
  const rollouts = { watch: () => ({ pods: () => [pod] }) }
  const [seen] = new PodFaults({ rollouts } as never).seen({ service: 'payment', region: 'north' })
  return seen!.restarts
}

const END = { terminated: { exitCode: 1 } }

test('a container that has ended counts from then on, and once', () => {
  const course = [
    { state: { waiting: { reason: 'ContainerCreating' } } },
    { state: { running: {} } },
    { state: END },
    { state: { running: {} }, lastState: END, restartCount: 1 },
    { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: END, restartCount: 1 },
    { state: { running: {} }, lastState: END, restartCount: 2 },
  ]
  expect(course.map((container) => restartsOf(podWith('a', container)))).toEqual([0, 0, 1, 1, 2, 2])
})
