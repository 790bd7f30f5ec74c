/** A scenario of two services and two stages with everything written out that a test may want to break. */
export const smallScenario = () => ({
  name: 'small',
  fleet: {
    regions: [
      { name: 'north', nodeGroups: [{ name: 'general', desired: 3, max: 5, cpuMilli: 4_000, memoryMiB: 16_000 }] },
    ],
    services: [
      { name: 'payment', dependsOn: ['ledger'], databases: ['ledger-db'], replicas: 2 },
      { name: 'ledger', replicas: 2 },
    ],
    databases: [{ name: 'ledger-db' }],
  },
  pipeline: {
    runners: 2,
    stages: [
      { name: 'build', jobs: [{ kind: 'build' as const, name: 'images' }] },
      {
        name: 'deploy-production',
        jobs: [
          {
            kind: 'deploy' as const,
            name: 'production',
            environment: 'production' as const,
            delivery: 'gitops' as const,
          },
        ],
      },
    ],
  },
  deployments: {
    perDay: 4,
    daysPerStretch: 2,
    changedServices: { kind: 'constant' as const, value: 1 },
  },
})
