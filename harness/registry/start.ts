import { setTimeout as pause } from 'node:timers/promises'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { docker } from '../docker/docker.ts'
import { ensureImage } from '../docker/image.ts'
import { hostPort } from '../docker/port.ts'
import { labelsOf, nameOf, type Run } from '../run/run.ts'
import { REGISTRY_ALIAS, REGISTRY_PORT } from './address.ts'

/** How long a registry may take from its start to its first answer. */
const START_LIMIT_MS = 30_000
const POLL_MS = 100

/** A registry that was started. */
export interface StartedRegistry {
  readonly container: string
  /** Port of 127.0.0.1. */
  readonly port: number
}

/** Starts a registry on the run's network and on a port of 127.0.0.1, and waits until it answers. */
export async function startRegistry(
  run: Run,
  of: { network: string; port: number | undefined; signal: AbortSignal },
): Promise<StartedRegistry> {
  const { network, port, signal } = of
  const image = await ensureImage('registry', signal)
  const container = nameOf(run, 'registry')
  const publish = `127.0.0.1:${port ?? ''}:${REGISTRY_PORT}`
  await docker(
    [
      'run',
      '--detach',
      ...['--name', container, ...labelsOf(run, 'registry').flatMap((label) => ['--label', label])],
      ...['--network', network, '--network-alias', REGISTRY_ALIAS, '--publish', publish],
      ...['--env', 'REGISTRY_STORAGE_DELETE_ENABLED=true', '--env', 'REGISTRY_LOG_LEVEL=warn'],
      image,
    ],
    { signal },
  )
  const published = await hostPort(container, `${REGISTRY_PORT}/tcp`, signal)
  await untilAnswering(published, signal)
  return { container, port: published }
}

/** Whether a registry answers on a port of 127.0.0.1 (`GET /v2/`, OCI distribution specification, "determining support"). */
export async function answers(port: number, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v2/`, { signal })
    await response.arrayBuffer()
    return response.ok
  } catch {
    signal.throwIfAborted()
    return false
  }
}

async function untilAnswering(port: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + START_LIMIT_MS
  while (!(await answers(port, signal))) {
    if (performance.now() > end) {
      throw new EnvironmentUnavailableError(`the registry does not answer on 127.0.0.1:${port}`, {
        where: 'registry',
        remedy: `look at "docker logs" of its container, or name another image: export SEATRIAL_REGISTRY_IMAGE=...`,
      })
    }
    await pause(POLL_MS, undefined, { signal })
  }
}
