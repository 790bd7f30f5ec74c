import { z } from 'zod'

/** Where a region's services, or those of staging, run. */
export const placeSchema = z.strictObject({
  /** A region of the fleet, or `staging`. */
  name: z.string(),
  environment: z.enum(['staging', 'production']),
  kubeconfig: z.string(),
  context: z.string(),
  /** A namespace that the run made, and that belongs to it alone. */
  namespace: z.string(),
  nodeSelector: z.record(z.string(), z.string()),
  /** Nodes and pods are KWOK's: pods carry no code and have no network. Default false. */
  isFake: z.boolean().optional(),
  /** Port of the nodes of each exposed service. */
  nodePorts: z.record(z.string(), z.number()),
  /** Port of 127.0.0.1 of each exposed service. */
  hostPorts: z.record(z.string(), z.number()),
})
export type Place = z.output<typeof placeSchema>

/** A cluster of the environment. */
export const clusterSchema = z.strictObject({
  name: z.string(),
  kubeconfig: z.string(),
  context: z.string(),
  /** Names of the nodes, which are also those of their containers; none where the cluster is not ours. */
  nodes: z.array(z.string()),
})
export type Cluster = z.output<typeof clusterSchema>

/** What `up` of the clusters returns. */
export const clusterFactsSchema = z.strictObject({ clusters: z.array(clusterSchema), places: z.array(placeSchema) })
export type ClusterFacts = z.output<typeof clusterFactsSchema>

/** The place of a region, or of staging. */
export function placeOf(facts: ClusterFacts, name: string): Place {
  const place = facts.places.find((one) => one.name === name)
  if (place === undefined) throw new RangeError(`the environment has no place named "${name}"`)
  return place
}
