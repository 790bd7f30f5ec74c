import type { Component, UpContext } from '../component.ts'
import { explainFailure } from '../tool/explain-failure.ts'
import { inOrder } from './order.ts'

/** What bringing up tells, as it goes. */
export interface BringUpOptions extends Omit<UpContext, 'factsOf'> {
  readonly components: readonly Component[]
  /** Called when a component begins: from now on there may be something to take down. */
  readonly onStart: (component: Component) => void
  /** `durationMs` counts from the moment when all that the component needs was there. */
  readonly onUp: (component: Component, facts: unknown, durationMs: number) => Promise<void>
}

/**
 * Brings components up, each as soon as what it needs is there. When one fails, or the signal is aborted, the others are stopped; it
 * rejects when all have come to rest, with the first failure, explained. Takes nothing down.
 */
export async function bringUp(options: BringUpOptions): Promise<ReadonlyMap<Component, unknown>> {
  const { components, onStart, onUp, ...context } = options
  const stop = new AbortController()
  const signal = AbortSignal.any([context.signal, stop.signal])
  const facts = new Map<Component, unknown>()
  const factsOf = <Facts>(component: Component<Facts>): Facts => {
    if (!facts.has(component))
      throw new RangeError(`${component.name} is not up: the component has to name it in "needs"`)
    return facts.get(component) as Facts
  }
  const failures: unknown[] = []
  const started = new Map<Component, Promise<void>>()
  const start = async (component: Component): Promise<void> => {
    await Promise.all(component.needs.map((needed) => started.get(needed)))
    if (signal.aborted) return
    const began = performance.now()
    try {
      onStart(component)
      const found = await component.up({ ...context, signal, factsOf })
      facts.set(component, found)
      await onUp(component, found, performance.now() - began)
    } catch (error) {
      failures.push(explainFailure(error, component.name))
      stop.abort(error)
    }
  }
  const wanted = inOrder(components.filter((component) => component.wanted?.(context) ?? true))
  for (const component of wanted) started.set(component, start(component))
  await Promise.all(started.values())
  context.signal.throwIfAborted()
  if (failures.length > 0) throw failures[0]
  return facts
}
