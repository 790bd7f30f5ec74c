import type { Component } from '../component.ts'

/** Components with everything that they need, each after what it needs. */
export function inOrder(components: readonly Component[]): readonly Component[] {
  const ordered = new Set<Component>()
  const visit = (component: Component): void => {
    if (ordered.has(component)) return
    for (const needed of component.needs) visit(needed)
    ordered.add(component)
  }
  for (const component of components) visit(component)
  return [...ordered]
}
