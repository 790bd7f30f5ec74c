import { EnvironmentUnavailableError } from '../model/errors.ts'

/** Throws unless the world is there. The real environment is not part of this version. */
export function requireWorld(env: 'sim' | 'kind'): void {
  if (env === 'sim') return
  throw new EnvironmentUnavailableError('the real environment (kind) is not available yet', {
    where: '--env kind',
    remedy: 'leave the flag out to run on the embedded simulator',
  })
}
