import type { FaultKind } from '../../faults/fault-kind.ts'
import { quiet } from '../../faults/trial-scenario.ts'
import { constant } from '../../model/distribution.ts'
import type { Fleet } from '../../model/fleet.ts'
import { TIERS, type Tier } from '../../model/fleet.ts'
import type { RollbackPolicy } from '../../model/pipeline.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../model/scenario.ts'

/** Services of each tier that a campaign's deployments change. */
const PER_TIER = 2

/** What is different from the scenario that the campaign is about. */
export interface CellOptions {
  readonly kind: FaultKind
  readonly policy: RollbackPolicy
  readonly tier: Tier | null
  /** False for the control. */
  readonly withFault: boolean
}

/**
 * The scenario of one combination: the scenario's own regions, pipeline and delays, a few services of each tier, and one deployment
 * a stretch that changes all of them. Nothing goes wrong by itself, so that what is seen is the fault's doing.
 */
export function cellScenario(scenario: Scenario, { kind, policy, tier, withFault }: CellOptions): Scenario {
  const { trial = {} } = kind
  const { chaos: _, campaign: __, ...rest } = scenario
  return scenarioSchema.parse({
    ...rest,
    name: `${scenario.name}: ${kind.name}, ${policy}${tier === null ? '' : `, ${tier}`}`,
    fleet: partOf(scenario.fleet, trial.spot ?? false),
    pipeline: {
      ...scenario.pipeline,
      ...trial.pipeline,
      rollback: { ...scenario.pipeline.rollback, ...trial.pipeline?.rollback, policy },
    },
    deployments: {
      ...scenario.deployments,
      arrival: 'scheduled',
      perDay: 1,
      warmUpDays: 0,
      daysPerStretch: 1,
      jitter: constant(0),
      changedServices: constant(1_000),
      lockFileChanges: 0,
      databaseChanges: 0,
      infrastructureChanges: 0,
      ...trial.deployments,
    },
    mechanisms: over(scenario.mechanisms, quiet(trial.mechanisms)),
    faults: withFault ? [{ kind: kind.name, selector: tier === null ? {} : { tier } }] : [],
    targets: [],
    published: [],
    assumptions: [],
  } satisfies ScenarioInput)
}

/** A few services of each tier; what they depend on outside of these is taken for healthy. */
function partOf(fleet: Fleet, spot: boolean): Fleet {
  const chosen = TIERS.flatMap((tier) => fleet.services.filter((service) => service.tier === tier).slice(0, PER_TIER))
  const names = new Set(chosen.map((service) => service.name))
  return {
    ...fleet,
    services: chosen.map((service) => ({
      ...service,
      dependsOn: service.dependsOn.filter((name) => names.has(name)),
    })),
    regions: spot
      ? fleet.regions.map((region) => ({
          ...region,
          nodeGroups: region.nodeGroups.map((group) => ({ ...group, lifecycle: 'spot' as const })),
        }))
      : fleet.regions,
  }
}

/** The scenario's constants, with those of the second in their place. */
function over(own: Scenario['mechanisms'], others: ScenarioInput['mechanisms'] = {}): ScenarioInput['mechanisms'] {
  const sections = Object.keys(own) as (keyof Scenario['mechanisms'])[]
  return Object.fromEntries(sections.map((section) => [section, { ...own[section], ...others[section] }]))
}
