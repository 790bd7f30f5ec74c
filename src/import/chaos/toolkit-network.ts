import { translateChaosMesh } from './chaos-mesh.ts'
import type { Translation } from './report.ts'
import type { Make } from './toolkit-fault.ts'
import { at, labelsOfSelector, mapping, text } from './values.ts'

/** The action of the NetworkChaos that each function makes. */
const ACTIONS = {
  add_latency: 'delay',
  set_loss: 'loss',
  duplicate_packets: 'duplicate',
  corrupt_packets: 'corrupt',
  reorder_packets: 'reorder',
  set_bandwidth: 'bandwidth',
} as const

const MODULE = 'chaosk8s.chaosmesh.network.actions'

/**
 * The NetworkChaos that arguments make. There is a target unless `target_mode` is null, and `mode_value` only reaches it with mode
 * `fixed-percent` (`add_common_spec` of chaostoolkit/chaostoolkit-kubernetes, `chaosk8s/chaosmesh/network/actions.py`).
 */
function specOf(action: string, args: unknown): unknown {
  const [mode, labels] = [text(at(args, 'mode')) ?? 'one', at(args, 'label_selectors')]
  const aimed = at(args, 'target_mode') === undefined ? 'one' : at(args, 'target_mode')
  const external = at(args, 'external_targets')
  return {
    action,
    mode,
    ...(mode === 'fixed-percent' ? { value: at(args, 'mode_value') } : {}),
    selector: { labelSelectors: mapping(labels) ?? labelsOfSelector(labels) },
    direction: at(args, 'direction'),
    delay: { latency: at(args, 'latency'), jitter: at(args, 'jitter'), correlation: at(args, 'correlation') },
    loss: { loss: at(args, 'loss'), correlation: at(args, 'correlation') },
    ...(text(aimed) === undefined ? {} : { target: { mode: aimed } }),
    ...(typeof external === 'string' ? { externalTargets: external.split(',') } : { externalTargets: external }),
  }
}

/** It stays in the cluster until another action deletes it. */
const untilDeleted = (made: Translation, func: string): Translation =>
  'unsupported' in made
    ? { unsupported: `${MODULE}.${func}: ${made.unsupported}` }
    : {
        ...made,
        differs: [...(made.differs ?? []), 'it lasts until delete_network_fault there; here for its duration'],
      }

/** Actions of the Chaos Toolkit that make a NetworkChaos of Chaos Mesh, by their names. */
export const NETWORK_ACTIONS: Readonly<Record<string, Make>> = {
  ...Object.fromEntries(
    Object.entries(ACTIONS).map(([func, action]) => [
      `${MODULE}.${func}`,
      (args: unknown) => untilDeleted(translateChaosMesh('NetworkChaos', specOf(action, args)), func),
    ]),
  ),
  [`${MODULE}.delete_network_fault`]: () => ({
    unsupported: `${MODULE}.delete_network_fault: it takes a fault out; here a fault ends with its duration`,
  }),
}
