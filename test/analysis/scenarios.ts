import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/model/scenario.ts'
import { STAGES } from './rows.ts'

/** A small valid scenario with the six stages of the reference pipeline. */
export function scenario(of: Partial<ScenarioInput> = {}): Scenario {
  return scenarioSchema.parse({
    name: 'a test',
    fleet: {
      services: [{ name: 'payment' }],
      regions: [
        {
          name: 'us-east-1',
          nodeGroups: [{ name: 'general', desired: 1, max: 2, cpuMilli: 4_000, memoryMiB: 16_000 }],
        },
      ],
    },
    pipeline: { stages: STAGES.map((name) => ({ name, jobs: [{ kind: 'task' as const, name: `${name}-job` }] })) },
    deployments: { perDay: 8 },
    ...of,
  })
}
