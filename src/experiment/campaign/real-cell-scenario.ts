import { QUICK } from '../../faults/real-trial-scenario.ts'
import { type Fleet, replicasIn, TIERS } from '../../model/fleet.ts'
import { type Scenario, scenarioSchema } from '../../model/scenario.ts'
import { minutes } from '../../model/units.ts'
import { type CellOptions, cellScenario } from './cell-scenario.ts'

/** Replicas of a service at most: enough to lose one. */
const MOST_REPLICAS = 2

/** Production is watched for so long after a deployment, at most. */
const OBSERVATION = minutes(2)

/** What reports of a campaign on real clusters say of its size. */
export const SMALLER =
  'Carried out on one small environment: the first region, one service of each tier with at most two replicas, people who need seconds ' +
  'and monitors that look every second. The ways back compare with those on the simulator; times are those of machines, not of people.'

/** One combination of a campaign as real clusters carry it out: the same, smaller, and with nobody to be waited for. */
export function realCellScenario(scenario: Scenario, options: CellOptions): Scenario {
  const { kind, withFault } = options
  const { settings, durationMs } = kind.trial?.real ?? {}
  const cell = cellScenario({ ...scenario, fleet: smallPart(scenario.fleet) }, options)
  const { people, detection } = QUICK
  return scenarioSchema.parse({
    ...cell,
    // Each has a branch and infrastructure changes of its own, by its name.
    name: withFault ? cell.name : `${cell.name}, control`,
    deployments: { ...cell.deployments, observation: Math.min(cell.deployments.observation, OBSERVATION) },
    mechanisms: {
      ...cell.mechanisms,
      people: { ...cell.mechanisms.people, ...people },
      detection: { ...cell.mechanisms.detection, ...detection },
    },
    faults: cell.faults.map((fault) => ({
      ...fault,
      settings: { ...fault.settings, ...settings },
      ...(durationMs === undefined ? {} : { durationMs }),
    })),
  })
}

/** The first region, and one service of each tier in it with the databases that it uses. */
function smallPart(fleet: Fleet): Fleet {
  const [region] = fleet.regions
  if (region === undefined) return fleet
  const services = TIERS.flatMap((tier) =>
    fleet.services.filter((service) => service.tier === tier && replicasIn(service, region.name) > 0).slice(0, 1),
  ).map((service) => {
    const { replicasByRegion: _, ...rest } = service
    return { ...rest, replicas: Math.min(MOST_REPLICAS, replicasIn(service, region.name)) }
  })
  const used = new Set(services.flatMap(({ databases }) => databases))
  return { ...fleet, regions: [region], services, databases: fleet.databases.filter(({ name }) => used.has(name)) }
}
