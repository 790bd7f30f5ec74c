import { ActionFailed } from '../../src/faults/action-failed.ts'
import { REGISTRY_PORT } from '../registry/address.ts'
import { nameOf } from '../run/run.ts'
import type { Actions } from './actions.ts'
import { type FaultParts, need } from './parts.ts'
import { acceptPort, refusePort } from './refused-port.ts'
import { removalSignal } from './waiting.ts'

/** The registry of the run answers neither builds nor nodes until the fault is out. All clusters share it. */
export function stopRegistry({ run, registry }: FaultParts, actions: Actions): void {
  actions.start('stopping the registry', async (signal) => {
    const { port } = need(registry, 'image registry')
    if (port === undefined) throw new ActionFailed('the image registry is not ours')
    const container = nameOf(run, 'registry')
    actions.onRemoval(() => acceptPort(run, container, REGISTRY_PORT, removalSignal()))
    await refusePort(run, container, REGISTRY_PORT, signal)
  })
}
