import { describe, expect, it } from 'vitest'
import { fakeNodes } from '../../../harness/kwok/nodes.ts'
import { fintech } from '../../../src/fleet/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'

const run = { id: 'x', folder: '/run' }
const nodes = fakeNodes(fleetSchema.parse(fintech({ services: 4, databases: 0 })), run)
const labelled = (region: string, group: string) =>
  nodes.filter(
    ({ metadata }) =>
      metadata!.labels!['topology.kubernetes.io/region'] === region &&
      metadata!.labels![`seatrial.node-group.${group}`] === 'true',
  )

describe('the fake nodes of the published fleet', () => {
  it('are as many in each region and group as the scenario desires, each with a name of its own', () => {
    const counts = ['us-east-1', 'us-west-2', 'eu-west-1'].map((region) => [
      labelled(region, 'critical').length,
      labelled(region, 'general').length,
    ])
    expect(counts).toEqual([
      [15, 30],
      [12, 25],
      [10, 20],
    ])
    expect(new Set(nodes.map(({ metadata }) => metadata!.name)).size).toBe(nodes.length)
  })

  it('have the capacity of their group, and keep others away from tainted ones', () => {
    const [critical] = labelled('us-east-1', 'critical')
    expect(critical!.status!.allocatable).toEqual({ cpu: '8000m', memory: '32768Mi', pods: '110' })
    expect(critical!.spec!.taints!.map(({ key }) => key)).toEqual(['seatrial.node', 'seatrial.node-group.critical'])
    expect(labelled('us-east-1', 'general')[0]!.spec!.taints!.map(({ key }) => key)).toEqual(['seatrial.node'])
  })

  it('do not say that they run Linux: daemons of the cluster would come to each of them', () => {
    expect(nodes.flatMap(({ metadata }) => Object.keys(metadata!.labels!))).not.toContain('kubernetes.io/os')
  })
})
