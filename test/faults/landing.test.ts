import { expect, test } from 'vitest'
import type { Landing, Site } from '../../src/faults/fault-kind.ts'
import type { PodSeen } from '../../src/faults/hooks.ts'
import { inRelease, restarting } from '../../src/faults/landing.ts'
import { Kernel } from '../../src/kernel/index.ts'

const pod = (id: string, revision: string, restarts = 0): PodSeen => ({
  ...{ id, revision, restarts, ready: restarts === 0, started: true, node: 'a', lacksImage: false },
})

/** What is made of a release whose new pod has ended from 400 ms after the rollout began on, and is gone 300 ms later. */
function landingOf(lookMs: number): Landing {
  const kernel = new Kernel()
  const shown = (): readonly PodSeen[] => {
    const isThere = kernel.now > 0 && kernel.now < 700
    return [pod('old', 'r1'), ...(isThere ? [pod('new', 'r2', kernel.now < 400 ? 0 : 1)] : [])]
  }
  const hooks = {
    ...{ kernel, lookMs, changed: ['payment'], pods: shown },
    ...{ services: () => ['payment'], regions: () => ['here'], spoil: () => undefined },
    *rollout() {
      yield 0
    },
  }
  const site = { hooks, settings: {}, selector: {}, durationMs: 0, acted: () => undefined } as unknown as Site<unknown>
  const looking = kernel.spawn(inRelease(site, { kind: 'crash', afterMs: 0 }, restarting('crashed')))
  kernel.run()
  return looking.result
}

test('new pods that are gone soon after they have failed are seen by an observer who looks often', () => {
  expect(landingOf(200)).toMatchObject({ landed: true, proof: '1 of 1 new pods crashed' })
  expect(landingOf(1_000)).toMatchObject({ landed: false })
})
