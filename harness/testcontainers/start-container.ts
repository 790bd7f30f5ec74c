import { setTimeout as pause } from 'node:timers/promises'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { removeLabelled } from '../docker/removal.ts'
import { IMAGES, type ImageName } from '../images.ts'
import { explainFailure } from '../tool/explain-failure.ts'
import { lookOnLoopback } from './loopback.ts'

/** Time between two looks for a container that is to go. */
const SETTLE_MS = 250

/** A container that is to be started. */
export interface ContainerStart<Started> {
  readonly image: ImageName
  /** Labels that this container alone carries; what they select is removed when the start is given up. */
  readonly labels: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  start(): Promise<Started>
}

/**
 * Starts a container through testcontainers, whose `start` cannot be aborted: an abort removes the container under it, as often as it
 * takes until `start` has noticed (the engine may not have made it yet), and rejects with the signal's reason. A start that fails rejects with `EnvironmentUnavailableError`. Either
 * way the container is gone by then.
 */
export async function startContainer<Started>(of: ContainerStart<Started>): Promise<Started> {
  const { signal, labels, image } = of
  signal.throwIfAborted()
  const remove = () => removeLabelled(Object.entries(labels).map(([name, value]) => `${name}=${value}`))
  let isUnderWay = true
  const giveUp = async (): Promise<void> => {
    while (isUnderWay) {
      await remove().catch(() => {})
      await pause(SETTLE_MS)
    }
  }
  signal.addEventListener('abort', giveUp, { once: true })
  lookOnLoopback()
  try {
    const started = await of.start()
    if (!signal.aborted) return started
  } catch (error) {
    if (!signal.aborted) {
      await remove()
      throw unavailable(error, image)
    }
  } finally {
    isUnderWay = false
    signal.removeEventListener('abort', giveUp)
  }
  await remove()
  throw signal.reason
}

function unavailable(error: unknown, name: ImageName): unknown {
  const explained = explainFailure(error, name)
  if (explained instanceof EnvironmentUnavailableError) return explained
  const { use, variable } = IMAGES[name]
  const message = error instanceof Error ? error.message : String(error)
  return new EnvironmentUnavailableError(`the container of ${name} (${use}) did not come up: ${message}`, {
    where: name,
    remedy: `try again; if it stays so, name another image: export ${variable}=...`,
    cause: error,
  })
}
