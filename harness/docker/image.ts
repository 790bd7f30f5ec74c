import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { IMAGES, type ImageName, imageOf } from '../images.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import { docker } from './docker.ts'

/** Whether the engine has an image already. */
export async function hasImage(image: string, signal?: AbortSignal): Promise<boolean> {
  try {
    await docker(['image', 'inspect', '--format', '{{.Id}}', image], { signal })
    return true
  } catch (error) {
    if (error instanceof ToolFailedError && /no such image/i.test(error.output)) return false
    throw error
  }
}

/** How long a registry may take to say whether it has an image. */
const LOOKUP_LIMIT_MS = 15_000

/** Whether one of the environment's images is here, or could be pulled: the registry is asked, nothing is pulled. */
export async function canHaveImage(name: ImageName, signal: AbortSignal): Promise<boolean> {
  const image = imageOf(name)
  if (await hasImage(image, signal)) return true
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LOOKUP_LIMIT_MS)])
  try {
    await docker(['manifest', 'inspect', image], { signal: limit })
    return true
  } catch {
    signal.throwIfAborted()
    return false
  }
}

/**
 * Makes sure that the engine has one of the environment's images, and returns its name. What is there is not pulled again. Rejects
 * with `EnvironmentUnavailableError` naming the variable that replaces the image when it cannot be pulled.
 */
export async function ensureImage(name: ImageName, signal?: AbortSignal): Promise<string> {
  const image = imageOf(name)
  if (await hasImage(image, signal)) return image
  try {
    await docker(['pull', '--quiet', image], { signal })
  } catch (error) {
    if (!(error instanceof ToolFailedError)) throw error
    const { use, variable } = IMAGES[name]
    throw new EnvironmentUnavailableError(`the image ${image} (${use}) is not on this machine and cannot be pulled`, {
      where: `docker pull ${image}`,
      remedy: `check the network, or name an image that this machine can have: export ${variable}=...`,
      cause: error,
    })
  }
  return image
}
