import { setTimeout as pause } from 'node:timers/promises'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { docker } from '../docker/docker.ts'
import { ensureImage } from '../docker/image.ts'
import { hostPort } from '../docker/port.ts'
import { labelsOf, nameOf, type Run } from '../run/run.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import { BRANCH, GIT_PORT, localRepository, REPOSITORY } from './address.ts'
import { git } from './git.ts'

/** How long the server may take from its start to its first answer. */
const START_LIMIT_MS = 60_000
const POLL_MS = 100

const ROOT = '/tmp/repositories'
const PID_FILE = '/tmp/git-daemon.pid'

const INIT = `git init --quiet --bare --initial-branch=${BRANCH} ${ROOT}/${REPOSITORY}`

/**
 * The daemon goes to the background, so that it can be stopped and started again while its container, with its address, its port and
 * the repository, stays.
 */
const SERVE = [
  'git daemon --detach --reuseaddr --export-all --enable=receive-pack',
  `--pid-file=${PID_FILE} --base-path=${ROOT} --port=${GIT_PORT}`,
].join(' ')

/** Where a Git server was started. */
export interface StartedGitServer {
  readonly container: string
  /** Address on the run's network. */
  readonly ip: string
  /** Port of 127.0.0.1. */
  readonly port: number
}

/**
 * Starts a Git server with an empty repository on the run's network and on a port of 127.0.0.1, and waits until it answers. It runs the
 * image of Argo CD, which has Git. Whoever reaches it may push: nobody but the run's clusters and this machine does.
 */
export async function createGitServer(
  run: Run,
  of: { network: string; port: number | undefined; signal: AbortSignal },
): Promise<StartedGitServer> {
  const { network, port: wanted, signal } = of
  const image = await ensureImage('argocd', signal)
  const container = nameOf(run, 'git')
  await docker(
    [
      ...['run', '--detach', '--name', container],
      ...labelsOf(run, 'git').flatMap((label) => ['--label', label]),
      ...['--network', network, '--publish', `127.0.0.1:${wanted ?? ''}:${GIT_PORT}`],
      ...['--entrypoint', 'sh', image, '-c', `${INIT} && ${SERVE} && exec sleep infinity`],
    ],
    { signal },
  )
  const port = await hostPort(container, `${GIT_PORT}/tcp`, signal)
  await untilServing(port, signal)
  const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`
  const ip = await docker(['inspect', '--format', format, container], { signal })
  return { container, ip, port }
}

/** Makes the server answer nobody, until {@link startGitServer}. What is in the repository stays. */
export async function stopGitServer(container: string, signal?: AbortSignal): Promise<void> {
  const stop = `test ! -e ${PID_FILE} || { kill $(cat ${PID_FILE}); rm -f ${PID_FILE}; }`
  await docker(['exec', container, 'sh', '-c', stop], { signal })
}

/** Lets the server answer again, after {@link stopGitServer}; waits until it does. Not an error when it never stopped. */
export async function startGitServer(of: { container: string; port: number }, signal: AbortSignal): Promise<void> {
  await docker(['exec', of.container, 'sh', '-c', `test -e ${PID_FILE} || ${SERVE}`], { signal })
  await untilServing(of.port, signal)
}

/** Whether the repository answers on a port of 127.0.0.1. */
export async function isServing(port: number, signal: AbortSignal): Promise<boolean> {
  try {
    await git(['ls-remote', '--quiet', localRepository(port)], { signal })
    return true
  } catch (error) {
    if (error instanceof ToolFailedError) return false
    throw error
  }
}

async function untilServing(port: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + START_LIMIT_MS
  while (!(await isServing(port, signal))) {
    if (performance.now() > end) {
      throw new EnvironmentUnavailableError(`the Git server does not answer on 127.0.0.1:${port}`, {
        where: 'git',
        remedy: 'look at "docker logs" of its container, or name another image: export SEATRIAL_ARGOCD_IMAGE=...',
      })
    }
    await pause(POLL_MS, undefined, { signal })
  }
}
