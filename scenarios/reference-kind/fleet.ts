import { type FleetInput, lognormal, milliseconds, type ServiceInput, seconds } from 'seatrial'

/** A region with one machine, which is a node of its own cluster. */
const region = (name: string): FleetInput['regions'][number] => ({
  name,
  nodeGroups: [{ name: 'general', desired: 1, max: 1, cpuMilli: 8_000, memoryMiB: 16_384 }],
})

/** The published probes and settings, with seconds where the published services need minutes. */
const scaled = {
  replicas: 2,
  requests: { cpuMilli: 10, memoryMiB: 48 },
  strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: seconds(40) },
  probes: {
    startup: { periodMs: seconds(1), failureThreshold: 30, timeoutMs: seconds(3) },
    readiness: { periodMs: seconds(1), failureThreshold: 2, timeoutMs: seconds(3) },
    liveness: { initialDelayMs: seconds(5), periodMs: seconds(5), failureThreshold: 3, timeoutMs: seconds(5) },
  },
  preStopMs: seconds(2),
  terminationGraceMs: seconds(10),
  startup: lognormal({ median: milliseconds(400), sigma: 0.25 }),
  shutdown: lognormal({ median: milliseconds(300), sigma: 0.3 }),
  layers: [
    { name: 'base', input: 'base', sizeMiB: 0, build: lognormal({ median: milliseconds(50), sigma: 0.2 }) },
    { name: 'dependencies', input: 'lock-file', sizeMiB: 4, build: lognormal({ median: seconds(3), sigma: 0.3 }) },
    { name: 'application', input: 'source', sizeMiB: 0.5, build: lognormal({ median: seconds(1), sigma: 0.3 }) },
  ],
  suites: [
    { name: 'unit', kind: 'unit', duration: lognormal({ median: seconds(1), sigma: 0.3 }) },
    { name: 'integration', kind: 'integration', duration: lognormal({ median: seconds(4), sigma: 0.3 }) },
  ],
  requestsPerSecond: 1,
} as const satisfies Omit<ServiceInput, 'name'>

type Rest = Partial<Omit<ServiceInput, 'name' | 'team'>>
const service = (name: string, team: string, more: Rest = {}): ServiceInput => ({ ...scaled, name, team, ...more })

/** Twelve services of two teams in three regions: the published fleet on one machine. */
export const fleet: FleetInput = {
  name: 'twelve services',
  regions: [region('us-east-1'), region('us-west-2'), region('eu-west-1')],
  services: [
    service('ledger', 'payments', { databases: ['bookings'] }),
    service('accounts', 'payments', { databases: ['bookings'] }),
    service('fraud', 'payments'),
    service('payment', 'payments', { dependsOn: ['ledger', 'fraud'] }),
    service('cards', 'payments', { dependsOn: ['accounts'] }),
    service('statements', 'payments', { dependsOn: ['ledger'] }),
    service('identity', 'platform'),
    service('notifications', 'platform'),
    service('search', 'platform'),
    service('reports', 'platform'),
    service('gateway', 'platform', { dependsOn: ['payment', 'identity'] }),
    service('portal', 'platform', { dependsOn: ['gateway'] }),
  ],
  databases: [{ name: 'bookings', sizeGiB: 5 }],
  infrastructureResources: 20,
  dnsTtlMs: seconds(1),
  loadBalancerTimeoutMs: seconds(60),
}
