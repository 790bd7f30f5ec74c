import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { docker } from '../docker/docker.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'

/** Rejects with `EnvironmentUnavailableError` when Docker's command line cannot build with BuildKit. */
export async function requireBuildx(signal: AbortSignal): Promise<void> {
  try {
    await docker(['buildx', 'version'], { signal })
  } catch (error) {
    // Docker takes the name of a plugin that it does not have for a mistyped command.
    if (!(error instanceof ToolFailedError)) throw error
    throw new EnvironmentUnavailableError("expected Docker's plugin buildx, found none", {
      where: 'docker buildx',
      remedy: 'run "seatrial env doctor": it prints the command that installs each missing part',
      cause: error,
    })
  }
}
