import { EnvironmentUnavailableError } from '../model/errors.ts'

/** Throws for what runs on the embedded simulator only. */
export function requireWorld(env: 'sim' | 'kind'): void {
  if (env === 'sim') return
  throw new EnvironmentUnavailableError('this runs on the simulator only, not in the real environment (kind)', {
    where: '--env kind',
    remedy: 'leave the flag out to run on the embedded simulator',
  })
}
