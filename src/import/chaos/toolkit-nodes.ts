import { fault, leftOut, type Make } from './toolkit-fault.ts'
import { at, number, serviceOfSelector, text } from './values.ts'

const ONE = 'is left out: one node here'

/**
 * `name` and `label_selector` are those of nodes; only `pod_label_selector` says whose pods the nodes run, and only together with
 * `pod_namespace` (`_select_nodes` of chaostoolkit/chaostoolkit-kubernetes, `chaosk8s/node/actions.py`).
 */
const ofNodes = (kind: string, args: unknown, several: readonly string[], more: readonly string[]) => {
  const podLabel = text(at(args, 'pod_label_selector'))
  return fault(kind, serviceOfSelector(podLabel), {}, [
    ...['name', 'label_selector'].flatMap((argument) => {
      const value = text(at(args, argument))
      return value === undefined ? [] : [`${argument} ${value} is of nodes there; here a node that runs the service`]
    }),
    ...(podLabel !== undefined && text(at(args, 'pod_namespace')) === undefined
      ? ['pod_label_selector counts for nothing there without pod_namespace; here it names the service']
      : []),
    ...several,
    ...leftOut(Object.fromEntries(more.map((argument) => [argument, at(args, argument)]))),
  ])
}

/** Drains all nodes that match, or `count` of them. */
export const drainNodes: Make = (args) => {
  const count = number(at(args, 'count'))
  const isNamed = text(at(args, 'name')) !== undefined
  const several =
    count === undefined
      ? isNamed
        ? []
        : ['without count every node that matches is drained there; here one']
      : count > 1
        ? [`count ${count} ${ONE}`]
        : []
  return ofNodes('node-drain', args, several, ['delete_pods_with_local_storage', 'timeout'])
}

/** Deletes `all` nodes, a random one with `rand`, `count` of them, or else the first. */
export const deleteNodes: Make = (args) => {
  const count = number(at(args, 'count')) ?? 1
  const several =
    at(args, 'all') === true ? [`all ${ONE}`] : at(args, 'rand') !== true && count > 1 ? [`count ${count} ${ONE}`] : []
  return ofNodes('node-loss', args, several, ['grace_period_seconds'])
}
