import { docker } from '../docker/docker.ts'
import { ensureImage } from '../docker/image.ts'
import type { ImageName } from '../images.ts'
import type { RegistryFacts } from './component.ts'

/**
 * Puts one of the environment's images into the registry, so that builds and clusters take it from there and need no other
 * registry; returns its name there, as clusters and the build daemon see it.
 */
export async function seedImage(name: ImageName, registry: RegistryFacts, signal: AbortSignal): Promise<string> {
  const image = await ensureImage(name, signal)
  const path = `seed/${lastPart(image)}`
  const local = `${registry.hostAddress}/${path}`
  await docker(['tag', image, local], { signal })
  try {
    await docker(['push', '--quiet', local], { signal })
  } finally {
    await docker(['rmi', '--no-prune', local])
  }
  return `${registry.address}/${path}`
}

/** `kindest/node:v1.32.2` is kept as `node:v1.32.2`, a digest as a tag. */
function lastPart(image: string): string {
  const [path = '', digest] = image.split('@')
  const name = path.slice(path.lastIndexOf('/') + 1)
  return digest === undefined || name.includes(':') ? name : `${name}:${digest.replace(/^sha256:/, '').slice(0, 12)}`
}
