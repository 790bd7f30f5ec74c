import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { World } from '../../src/world/world.ts'

/** Refuses work for which the environment has no part. */
export function lacking(method: keyof World): never {
  throw new EnvironmentUnavailableError(`no part of this environment serves "${method}"`, {
    where: 'real environment',
    remedy: 'see what is missing with "seatrial env doctor", or run the scenario with --env sim',
  })
}
