import type { DeploymentAddress } from '../../model/events.ts'
import { TIERS } from '../../model/fleet.ts'
import type { ChangeSet } from '../world.ts'
import type { Draws } from './draws.ts'
import type { Flaw } from './flaw.ts'
import { PURPOSE } from './purpose.ts'
import { SimDeployment } from './sim-deployment.ts'
import type { Sources } from './sources.ts'
import type { SimState } from './state.ts'

/**
 * Draws what a deployment brings: which services change, which of their lock files, whether the database or the
 * infrastructure change, and which changes have a defect. The repositories move on.
 */
export function drawChange(state: SimState, sources: Sources, address: DeploymentAddress): SimDeployment {
  const { deployments } = state.scenario
  const entity = state.key('deployment')
  const plain = state.draws(address.deployment)
  const draws = state.draws(address.deployment, plain.value(deployments.slowDay, entity, PURPOSE.slowDay))
  const services = changedServices(state, draws, sources)
  const lockFileChanged = new Set(
    services.filter((name) => draws.chance(deployments.lockFileChanges, state.key(name), PURPOSE.lockFile)),
  )
  for (const name of services) sources.change(name, lockFileChanged.has(name))
  const databaseChange = draws.chance(deployments.databaseChanges, entity, PURPOSE.databaseChange)
  const change: ChangeSet = {
    services,
    databaseChange,
    irreversible: databaseChange && draws.chance(deployments.irreversibleMigrations, entity, PURPOSE.irreversible),
    infrastructureChange: draws.chance(deployments.infrastructureChanges, entity, PURPOSE.infrastructureChange),
  }
  const d = new SimDeployment({ address, draws, change, lockFileChanged, triggeredAt: state.kernel.now })
  for (const name of services) {
    const flaw = defectIn(name, services.length, state, draws)
    if (flaw !== undefined) d.flaws.push(flaw)
  }
  return d
}

/** How many, then which: a weighted choice without replacement (Efraimidis & Spirakis 2006), so that a larger number only adds services. In the order in which the changes were merged. */
function changedServices(state: SimState, draws: Draws, sources: Sources): string[] {
  const { fleet, deployments } = state.scenario
  const { services } = fleet
  const drawn = draws.value(deployments.changedServices, state.key('deployment'), PURPOSE.changedServices)
  const count = Math.min(services.length, Math.max(1, Math.round(drawn)))
  const ranks = services.map((service, index) => {
    const u = draws.scope.uniform(state.key(service.name), PURPOSE.changes)
    return { index, rank: service.changeWeight > 0 ? Math.log(u) / service.changeWeight : Number.NEGATIVE_INFINITY }
  })
  const round = (index: number): number => sources.changesOf(services[index]!.name)
  const criticality = (index: number): number => -TIERS.indexOf(services[index]!.tier)
  ranks.sort((a, b) => b.rank - a.rank || a.index - b.index)
  if (deployments.order === 'least-critical-first') {
    ranks.sort((a, b) => round(a.index) - round(b.index) || criticality(a.index) - criticality(b.index))
  }
  return ranks.slice(0, count).map((one) => services[one.index]!.name)
}

function defectIn(service: string, changed: number, state: SimState, draws: Draws): Flaw | undefined {
  const { defects } = state.mechanisms
  const entity = state.key(service)
  if (!draws.chance(defects.perChangedService, entity, PURPOSE.defect, 0, changed)) return undefined
  return {
    id: `defect in ${service}`,
    cause: 'code-defect',
    service,
    symptom: draws.chance(defects.crashing, entity, PURPOSE.symptom)
      ? { kind: 'crash', after: defects.crashAfter }
      : { kind: 'errors', ratio: Math.min(1, draws.value(defects.errorRatio, entity, PURPOSE.errorRatio)) },
    stage: 'build',
    caughtBy: undefined,
  }
}
