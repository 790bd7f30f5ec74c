import { durationQuantile, key } from '../../../random/index.ts'
import type { ClusterContext } from './context.ts'
import { Node } from './node.ts'

const PROVISIONING = key('cluster/node-provisioning')

/** The machines of each node group: which exist, which are on their way, what the next one is called. */
export class NodePools {
  /** Called when a node has joined and is Ready. */
  onJoin: (node: Node) => void = () => {}
  private readonly context: ClusterContext
  private readonly launching: number[]
  private readonly named: number[]

  constructor(context: ClusterContext) {
    this.context = context
    this.launching = context.region.nodeGroups.map(() => 0)
    this.named = context.region.nodeGroups.map(() => 0)
    context.region.nodeGroups.forEach(({ desired }, group) => {
      for (let i = 0; i < desired; i++) this.add(group)
    })
  }

  /** Nodes of the group that exist or are on their way. */
  size(group: number): number {
    return this.context.nodesOf[group]!.length + this.launching[group]!
  }

  /** Asks for a machine; it joins after the provisioning time. */
  launch(group: number): void {
    const { kernel, mechanism, draws } = this.context
    const name = this.nextName(group)
    this.launching[group]!++
    const u = draws === undefined ? 0.5 : draws.uniform(key(`${this.context.region.name}/${name}`), PROVISIONING)
    kernel.after(durationQuantile(mechanism.nodes.provisioning, u), () => {
      this.launching[group]!--
      this.onJoin(this.join(group, name))
    })
  }

  /** Adds a node at once. */
  add(group: number): Node {
    return this.join(group, this.nextName(group))
  }

  /** Deletes the node object. */
  remove(node: Node): void {
    node.isRemoved = true
    node.isReady = false
    for (const nodes of [this.context.nodes, this.context.nodesOf[node.group]!]) {
      const index = nodes.indexOf(node)
      if (index >= 0) nodes.splice(index, 1)
    }
  }

  private nextName(group: number): string {
    return `${this.context.region.nodeGroups[group]!.name}-${this.named[group]!++}`
  }

  private join(group: number, name: string): Node {
    const { mechanism, nodes, nodesOf, region, workloads, kernel, catalogue } = this.context
    const node = new Node(name, {
      group,
      of: region.nodeGroups[group]!,
      services: workloads.length,
      mechanism,
      catalogue,
    })
    node.neededAt = kernel.now
    nodes.push(node)
    nodesOf[group]!.push(node)
    return node
  }
}
