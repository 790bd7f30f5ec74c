import type { Problem } from '../errors.ts'
import { TIERS } from '../fleet.ts'
import type { Scenario } from '../scenario.ts'
import { FAULT_KINDS } from './fault-kinds.ts'
import { unknownName } from './names.ts'

/** A fault, what it selects, and when it lands, must be there. */
export function checkFaults(scenario: Scenario): Problem[] {
  const services = scenario.fleet.services.map((service) => service.name)
  const regions = scenario.fleet.regions.map((region) => region.name)
  const stages = scenario.pipeline.stages.map((stage) => stage.name)
  const jobs = scenario.pipeline.stages.flatMap((stage) => stage.jobs.map((job) => job.name))
  const kinds = scenario.faults.map((fault) => fault.kind)
  const optional = (path: string, name: string | undefined, known: readonly string[], thing: string): Problem[] =>
    name === undefined ? [] : unknownName(path, name, known, thing)
  return scenario.faults.flatMap(({ kind, selector, when }, i) => {
    const path = `faults.${i}`
    return [
      ...unknownFault(`${path}.kind`, kind),
      ...optional(`${path}.selector.service`, selector.service, services, 'service'),
      ...optional(`${path}.selector.region`, selector.region, regions, 'region'),
      ...optional(`${path}.selector.tier`, selector.tier, TIERS, 'tier'),
      ...optional(`${path}.selector.stage`, selector.stage, stages, 'stage'),
      ...(when.kind === 'stage' ? unknownName(`${path}.when.stage`, when.stage, stages, 'stage') : []),
      ...(when.kind === 'job' ? unknownName(`${path}.when.job`, when.job, jobs, 'job') : []),
      ...(when.kind === 'fault'
        ? unknownName(
            `${path}.when.fault`,
            when.fault,
            kinds.filter((other) => other !== kind),
            'other fault of the scenario',
          )
        : []),
      ...(when.kind === 'rollout' ? optional(`${path}.when.service`, when.service, services, 'service') : []),
    ]
  })
}

function unknownFault(path: string, kind: string): Problem[] {
  if (FAULT_KINDS.length > 0) return unknownName(path, kind, FAULT_KINDS, 'fault')
  return [{ path, message: `there is no fault "${kind}"`, remedy: 'remove the entry: no faults are built in yet' }]
}
