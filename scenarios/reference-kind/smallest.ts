import { constant, defineScenario, lognormal, milliseconds, seconds } from 'seatrial'
import { deployments, mechanisms } from './conditions.ts'

/** For gates on real clusters that are to take minutes: `check` carries out dozens of its deployments, in pairs. */
export default defineScenario({
  name: 'reference-kind/smallest',
  description: 'One service in one region: a build and a rollout, nothing else',
  fleet: {
    regions: [
      {
        name: 'us-east-1',
        nodeGroups: [{ name: 'general', desired: 1, max: 1, cpuMilli: 4_000, memoryMiB: 8_192 }],
      },
    ],
    services: [
      {
        name: 'web',
        replicas: 1,
        requests: { cpuMilli: 10, memoryMiB: 48 },
        strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: seconds(60) },
        probes: { readiness: { periodMs: seconds(1), failureThreshold: 2, timeoutMs: seconds(3) } },
        preStopMs: 0,
        terminationGraceMs: seconds(5),
        startup: lognormal({ median: milliseconds(400), sigma: 0.25 }),
        shutdown: constant(milliseconds(100)),
        layers: [
          { name: 'base', input: 'base', sizeMiB: 0, build: constant(milliseconds(50)) },
          {
            name: 'dependencies',
            input: 'lock-file',
            sizeMiB: 4,
            build: lognormal({ median: seconds(3), sigma: 0.3 }),
          },
          { name: 'application', input: 'source', sizeMiB: 0.5, build: lognormal({ median: seconds(1), sigma: 0.3 }) },
        ],
        requestsPerSecond: 1,
      },
    ],
  },
  pipeline: {
    name: 'build and roll out',
    runners: 1,
    stages: [
      {
        name: 'build',
        jobs: [
          {
            ...{ kind: 'build', name: 'images', daemon: 'warm', dependencyCache: 'lock-file' },
            layerCache: { kind: 'registry', key: 'content-hash', mode: 'max' },
          },
        ],
      },
      {
        name: 'deploy-production',
        jobs: [{ kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' }],
      },
    ],
  },
  deployments: {
    ...deployments,
    changedServices: constant(1),
    lockFileChanges: 0,
    databaseChanges: 0,
    infrastructureChanges: 0,
    observation: seconds(1),
  },
  mechanisms,
})
