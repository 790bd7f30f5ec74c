import type { ServiceInput } from '../../src/model/fleet.ts'

export const constant = (value: number) => ({ kind: 'constant' as const, value })
const layer = (name: string, input: 'base' | 'lock-file' | 'source', sizeMiB: number) => ({
  name,
  input,
  sizeMiB,
  build: constant(20),
})

/** A service that is quick in everything. */
export const quick = (name: string, dependsOn: string[] = []): ServiceInput => ({
  name,
  dependsOn,
  replicas: 2,
  requests: { cpuMilli: 10, memoryMiB: 32 },
  startup: constant(200),
  shutdown: constant(200),
  probes: { readiness: { periodMs: 1_000 } },
  strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: 15_000 },
  layers: [layer('base', 'base', 0), layer('dependencies', 'lock-file', 0.2), layer('application', 'source', 0.1)],
})
