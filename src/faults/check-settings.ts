import { z } from 'zod'
import type { Problem } from '../model/errors.ts'
import type { Fault } from '../model/fault.ts'
import type { Scenario } from '../model/scenario.ts'
import { unknownName } from '../model/validation/names.ts'
import { suggestName } from '../model/validation/near-name.ts'
import type { FaultKind } from './fault-kind.ts'
import { FAULTS } from './index.ts'

/** Services that the steady state of an experiment names and the fleet does not have. */
export function chaosProblems({ chaos, fleet, faults }: Pick<Scenario, 'chaos' | 'fleet' | 'faults'>): Problem[] {
  const names = fleet.services.map((service) => service.name)
  const unknown = (chaos?.steadyState ?? []).flatMap(({ service }, i) =>
    service === undefined ? [] : unknownName(`chaos.steadyState.${i}.service`, service, names, 'service'),
  )
  if (chaos === undefined || faults.length > 0) return unknown
  const idle = { path: 'chaos', message: 'an experiment without faults', remedy: 'add faults, or leave chaos out' }
  return [idle, ...unknown]
}

/** Faults that a campaign names and that there are not, and tiers that the fleet has no service of. */
export function campaignProblems({ campaign, fleet }: Pick<Scenario, 'campaign' | 'fleet'>): Problem[] {
  const faults = [...FAULTS.keys()]
  const tiers = [...new Set(fleet.services.map((service) => service.tier))]
  return [
    ...(campaign?.faults ?? []).flatMap((name, i) => unknownName(`campaign.faults.${i}`, name, faults, 'fault')),
    ...(campaign?.tiers ?? []).flatMap((name, i) =>
      unknownName(`campaign.tiers.${i}`, name, tiers, 'tier of the fleet'),
    ),
  ]
}

/** What is wrong with the faults of a scenario: kinds that there are not, settings and selectors that mean nothing to them. */
export function faultProblems(scenario: Pick<Scenario, 'faults'>): Problem[] {
  return scenario.faults.flatMap((fault, i) => {
    const kind = FAULTS.get(fault.kind)
    if (kind === undefined) return unknownName(`faults.${i}.kind`, fault.kind, [...FAULTS.keys()], 'fault')
    return [...settingProblems(`faults.${i}`, fault, kind), ...selectorProblems(`faults.${i}`, fault, kind)]
  })
}

function settingProblems(path: string, fault: Fault, kind: FaultKind): Problem[] {
  const known = Object.keys(kind.settings.shape)
  const unknown = Object.keys(fault.settings).filter((name) => !known.includes(name))
  const strange = unknown.map((name) => ({
    path: `${path}.settings.${name}`,
    message: `fault "${kind.name}" has no setting "${name}"`,
    remedy: suggestName(name, known, `settings of ${kind.name}`),
  }))
  const rest = Object.fromEntries(Object.entries(fault.settings).filter(([name]) => known.includes(name)))
  const result = z.safeParse(kind.settings, rest)
  const wrong = result.success ? [] : result.error.issues
  return [
    ...strange,
    ...wrong.map((issue) => ({
      path: `${path}.settings.${issue.path.join('.')}`,
      message: issue.message,
      remedy: `seatrial faults --format json lists the settings of ${kind.name}`,
    })),
  ]
}

function selectorProblems(path: string, { selector }: Fault, kind: FaultKind): Problem[] {
  const ignored = (Object.keys(selector) as (keyof typeof selector)[]).filter((field) => !kind.selects.includes(field))
  return ignored.map((field) => ({
    path: `${path}.selector.${field}`,
    message: `fault "${kind.name}" does not select by ${field}`,
    remedy: kind.selects.length === 0 ? 'leave the selector out' : `select by ${kind.selects.join(', ')}`,
  }))
}
