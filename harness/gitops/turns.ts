import type { Service } from '../../src/model/fleet.ts'
import type { JobOf } from '../../src/model/pipeline.ts'
import { wavesOf } from '../../src/world/sim/waves.ts'

const STAGING = 'staging'

/** What of a change set goes to which places at once. */
export interface Turn {
  readonly places: readonly string[]
  readonly services: readonly string[]
}

/**
 * The part of a change set that may go first, as the job orders regions, services and waves. Argo CD syncs what it finds in Git without
 * waiting for its turn, so what has to come later is committed later.
 */
export function firstTurn(
  spec: JobOf<'deploy'>,
  of: { changed: readonly string[]; regions: readonly string[]; services: ReadonlyMap<string, Service> },
): Turn {
  const all = spec.environment === STAGING ? [STAGING] : of.regions
  const services = spec.services === 'parallel' ? of.changed : of.changed.slice(0, 1)
  return {
    places: spec.regions === 'parallel' ? all : all.slice(0, 1),
    services: wavesFor(spec, services, of.services)[0] ?? [],
  }
}

/** Services in the order in which a job brings them: wave by wave, or all at once. */
export const wavesFor = (
  spec: JobOf<'deploy'>,
  services: readonly string[],
  byName: ReadonlyMap<string, Service>,
): readonly (readonly string[])[] => (spec.waves ? wavesOf(services, byName) : [services])
