import type { Component } from '../component.ts'
import type { Run } from '../run/run.ts'
import { removeRunFolder } from '../run/run-folder.ts'
import { inOrder } from './order.ts'

/**
 * Takes components of a run down, each as soon as nothing that needs it is there any more, and removes the run's folder. One that fails
 * does not keep the others: the first failure is thrown at the end, and the folder stays, so that it can be tried again.
 */
export async function takeDown(run: Run, components: readonly Component[]): Promise<void> {
  const failures: unknown[] = []
  const gone = new Map<Component, Promise<void>>()
  const remove = async (component: Component): Promise<void> => {
    const users = [...gone.keys()].filter(({ needs }) => needs.includes(component))
    await Promise.all(users.map((user) => gone.get(user)))
    try {
      await component.down(run)
    } catch (error) {
      failures.push(error)
    }
  }
  for (const component of inOrder(components).toReversed()) gone.set(component, remove(component))
  await Promise.all(gone.values())
  if (failures.length > 0) throw failures[0]
  await removeRunFolder(run)
}
