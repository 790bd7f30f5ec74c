import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Component, UpContext } from '../../../harness/component.ts'
import { bringUp } from '../../../harness/environment/bring-up.ts'
import { inOrder } from '../../../harness/environment/order.ts'
import { chosenRuns } from '../../../harness/environment/runs.ts'
import { EVERYTHING, type Needs } from '../../../harness/needs/needs.ts'
import { environmentSchema } from '../../../harness/options.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'

const fleet = fleetSchema.parse({
  regions: [{ name: 'here', nodeGroups: [{ name: 'nodes', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] }],
  services: [{ name: 'web' }],
})

/** A component that is nothing but a time that it takes. */
function component(
  name: string,
  more: { needs?: readonly Component[]; ms?: number; up?: (context: UpContext) => Promise<string> } = {},
): Component<string> {
  return {
    name,
    needs: more.needs ?? [],
    facts: z.string(),
    async up(context) {
      await pause(more.ms ?? 0, undefined, { signal: context.signal })
      return (await more.up?.(context)) ?? `facts of ${name}`
    },
    down: async () => {},
    status: async () => [],
  }
}

function start(components: readonly Component[], signal = new AbortController().signal, needs: Needs = EVERYTHING) {
  const log: string[] = []
  const end = bringUp({
    run: { id: 'x', folder: '/nowhere' },
    fleet,
    signal,
    say: () => {},
    components,
    options: environmentSchema.parse({}),
    needs,
    onStart: ({ name }) => log.push(`start ${name}`),
    onUp: async ({ name }) => {
      log.push(`up ${name}`)
    },
  })
  return { log, end }
}

describe('bringing components up', () => {
  it('starts each as soon as what it needs is there, and gives it the facts', async () => {
    const slow = component('slow', { ms: 60 })
    const quick = component('quick')
    const onQuick = component('on-quick', { needs: [quick], up: async (context) => `saw ${context.factsOf(quick)}` })
    const onBoth = component('on-both', { needs: [slow, onQuick] })
    const { log, end } = start([onBoth])
    const facts = await end
    expect(log.slice(0, 5)).toEqual(['start slow', 'start quick', 'up quick', 'start on-quick', 'up on-quick'])
    expect(log.slice(5)).toEqual(['up slow', 'start on-both', 'up on-both'])
    expect(facts.get(onQuick)).toBe('saw facts of quick')
  })

  it('stops the others when one fails, waits for them, and says what failed first', async () => {
    const failing = component('failing', { ms: 10, up: () => Promise.reject(new Error('no such thing')) })
    let stopped = false
    const other = component('other', {
      up: async ({ signal }) => {
        await pause(5_000, undefined, { signal }).catch(() => {})
        stopped = true
        throw signal.reason
      },
    })
    const after = component('after', { needs: [failing] })
    const { log, end } = start([failing, other, after])
    await expect(end).rejects.toThrow('no such thing')
    expect(stopped).toBe(true)
    expect(log).not.toContain('start after')
  })

  it('rejects with the reason of an abort', async () => {
    const controller = new AbortController()
    const { end } = start([component('slow', { ms: 5_000 })], controller.signal)
    controller.abort(new Error('Ctrl-C'))
    await expect(end).rejects.toThrow('Ctrl-C')
  })

  it('refuses facts of a component that was not named as needed', async () => {
    const stranger = component('stranger')
    const nosy = component('nosy', { up: async (context) => context.factsOf(stranger) })
    await expect(start([nosy]).end).rejects.toThrow('the component has to name it in "needs"')
  })
})

describe('the order of components', () => {
  it('has each after what it needs, once, and includes what nobody listed', () => {
    const base = component('base')
    const left = component('left', { needs: [base] })
    const right = component('right', { needs: [base] })
    expect(inOrder([right, left]).map(({ name }) => name)).toEqual(['base', 'right', 'left'])
  })
})

describe('the choice of environments', () => {
  it('takes the only one, the named one or all, and asks when there are several', () => {
    expect(chosenRuns(['a'], {})).toEqual(['a'])
    expect(chosenRuns([], {})).toEqual([])
    expect(chosenRuns(['a', 'b'], { name: 'b' })).toEqual(['b'])
    expect(chosenRuns(['a', 'b'], { all: true })).toEqual(['a', 'b'])
    expect(() => chosenRuns(['a', 'b'], {})).toThrow('there are 2 environments: a, b')
  })
})
