import { ActionFailed } from '../../src/faults/action-failed.ts'
import type { Hurt, Place } from '../../src/faults/hooks.ts'
import { replicasIn } from '../../src/model/fleet.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { Faults } from '../service/app/faults.ts'
import type { Actions } from './actions.ts'
import { partition } from './partition.ts'
import type { FaultParts } from './parts.ts'
import type { PodFaults } from './pods.ts'
import { defectsOf, type ReleaseFaults } from './release-faults.ts'

/** Longer than anybody waits for an answer. */
const NO_ANSWER_MS = 60_000

/** What hurting needs. */
export interface HurtOptions {
  readonly parts: FaultParts
  readonly pods: PodFaults
  readonly releases: ReleaseFaults
  readonly deployment: Deployment
  readonly actions: Actions
}

/** Hurts the users of a service by the real means that the fault names, in every region that runs it, until the fault is out. */
export function hurtUsers(hurt: Hurt, options: HurtOptions): void {
  const { means, service, ratio } = hurt
  const { releases, deployment, parts } = options
  switch (means.kind) {
    case 'errors':
    case 'slow': {
      if (releases.has(service)) return
      const revision = parts.releases.builtBy(deployment.address, service)?.revision
      const defects = defectsOf({ kind: means.kind, share: ratio }, parts)
      tell(options, service, defects, hurt.inRelease ? revision : undefined)
      break
    }
    case 'slow-calls':
      dependenciesOf(hurt, parts)
      tell(options, service, { callDelayMs: means.addedMs, callTimeoutMs: means.limitMs })
      break
    case 'partition': {
      const dependencies = dependenciesOf(hurt, parts)
      for (const place of placesOf(service, parts)) partition(parts, place, dependencies, options.actions)
      break
    }
    case 'dependency': {
      const [first = ''] = dependenciesOf(hurt, parts)
      const isSilent = means.answers === 'nothing'
      tell(options, first, isSilent ? { latencyMs: NO_ANSWER_MS, latencyShare: ratio } : { errorRate: ratio })
      break
    }
    case 'consequence':
      break
    case 'none':
      throw new ActionFailed(means.why)
  }
}

function tell({ parts, pods, actions }: HurtOptions, service: string, faults: Faults, revision?: string): void {
  for (const place of placesOf(service, parts)) pods.tell({ ...place, faults, revision }, actions)
}

function placesOf(service: string, { state }: FaultParts): readonly Place[] {
  return state.scenario.fleet.regions
    .map(({ name: region }) => ({ service, region }))
    .filter(({ region }) => replicasIn(state.service(service), region) > 0)
}

function dependenciesOf({ service, message }: Hurt, { state }: FaultParts): readonly string[] {
  const { dependsOn } = state.service(service)
  if (dependsOn.length === 0)
    throw new ActionFailed(`${service} depends on nothing, so that it does not matter to it: ${message}`)
  return dependsOn
}
