import { SeatrialError } from '../../src/model/errors.ts'

/** The Git server did not take a push: it is down, or does not answer in time. Nothing of it is in the working copy either. */
export class GitUnavailableError extends SeatrialError {
  readonly code = 'GIT_UNAVAILABLE'

  constructor(remote: string, cause: unknown) {
    super(`the repository of configurations did not take a commit: ${cause instanceof Error ? cause.message : cause}`, {
      where: remote,
      remedy: 'look at "docker logs" of the container of the Git server',
      cause,
    })
  }
}
