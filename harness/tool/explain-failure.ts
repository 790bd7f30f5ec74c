import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { ToolFailedError } from './tool-failed-error.ts'

/** A way in which programs say that something of the machine is in the way. */
interface KnownProblem {
  readonly says: RegExp
  readonly message: (match: RegExpExecArray) => string
  readonly remedy: string
}

const KNOWN: readonly KnownProblem[] = [
  {
    says: /no space left on device|ENOSPC/i,
    message: () => 'the disk is full',
    remedy:
      'free some space ("docker system df" shows what Docker holds, "docker system prune" frees it) and try again',
  },
  {
    says: /(?:Bind for |listen tcp4? )?((?:\d+\.){3}\d+:\d+)[^\n]*(?:port is already allocated|address already in use)/i,
    message: ([, address]) => `the port ${address ?? ''} is taken`,
    remedy: 'end the program that listens there, or choose another port; without a choice free ports are taken',
  },
  {
    says: /port is already allocated|address already in use/i,
    message: () => 'a port is taken',
    remedy: 'end the program that listens there, or choose another port; without a choice free ports are taken',
  },
  {
    says: /node\(s\) already exist for a cluster with the name "([^"]+)"/,
    message: ([, name]) => `a kind cluster named "${name ?? ''}" exists already`,
    remedy: "start this environment under another name (--name); that cluster is somebody else's and was not touched",
  },
  {
    says: /container name "\/?([^"]+)" is already in use/,
    message: ([, name]) => `a container named "${name ?? ''}" exists already`,
    remedy: 'take it down with "seatrial env down", or start this environment under another name',
  },
  {
    says: /network with name (\S+) already exists/,
    message: ([, name]) => `a Docker network named "${name ?? ''}" exists already`,
    remedy: 'take it down with "seatrial env down", or start this environment under another name',
  },
  {
    says: /Cannot connect to the Docker daemon[^\n]*|error during connect[^\n]*|permission denied while trying to connect to the Docker daemon[^\n]*/i,
    message: ([text]) => `the Docker engine cannot be reached: ${text}`,
    remedy: 'start Docker (or set DOCKER_HOST), and make sure that this user may use it',
  },
  {
    says: /manifest unknown|pull access denied|repository does not exist|no such host|failed to resolve reference|dial tcp[^\n]*(?:timeout|refused)/i,
    message: () => 'an image cannot be pulled',
    remedy: 'check the network, or name images that this machine can have: docs/environment.md lists the variables',
  },
]

/**
 * Turns what a program said into an error that tells the user what to do: `EnvironmentUnavailableError` for everything that the
 * machine is to blame for. Errors that say so already, and errors of other kinds, come back as they are.
 *
 * `where` names the component.
 */
export function explainFailure(error: unknown, where: string): unknown {
  const text = textOf(error)
  if (text === undefined) return error
  for (const { says, message, remedy } of KNOWN) {
    const match = says.exec(text)
    if (match !== null) return new EnvironmentUnavailableError(message(match), { where, remedy, cause: error })
  }
  if (!(error instanceof ToolFailedError)) return error
  return new EnvironmentUnavailableError(error.message, { where, remedy: error.remedy, cause: error })
}

/** What there is to read in an error: a program's output, or the message of a system call that failed. */
function textOf(error: unknown): string | undefined {
  if (error instanceof ToolFailedError) return error.output
  if (error instanceof Error && 'syscall' in error) return error.message
  return undefined
}
