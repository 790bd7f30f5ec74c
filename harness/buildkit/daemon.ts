import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { docker } from '../docker/docker.ts'
import { ensureImage } from '../docker/image.ts'
import { labelsOf, nameOf, type Run } from '../run/run.ts'

/** Where buildx keeps what it knows about builders: in the run's folder, not in the user's. */
const buildxFolder = (run: Run): string => join(run.folder, 'buildx')

/** The environment in which buildx knows the run's builders. */
export const buildxEnvironment = (run: Run): Record<string, string> => ({ BUILDX_CONFIG: buildxFolder(run) })

/**
 * Starts a BuildKit daemon in a container on the run's network, and makes it known to buildx (driver `remote`: the driver
 * `docker-container` would make containers and volumes without labels). Returns its name, which is that of its container as well.
 */
export async function startDaemon(
  run: Run,
  of: { part: string; network: string; insecureRegistry: string | undefined; signal: AbortSignal },
): Promise<string> {
  const { part, network, insecureRegistry, signal } = of
  const image = await ensureImage('buildkit', signal)
  const name = nameOf(run, part)
  const labels = labelsOf(run, 'buildkit').flatMap((label) => ['--label', label])
  await docker(['create', '--privileged', '--name', name, ...labels, '--network', network, image], { signal })
  if (insecureRegistry !== undefined) {
    const config = join(run.folder, `${part}.toml`)
    await writeFile(config, `[registry."${insecureRegistry}"]\n  http = true\n`)
    await docker(['cp', config, `${name}:/etc/buildkit/buildkitd.toml`], { signal })
  }
  await docker(['start', name], { signal })
  const env = buildxEnvironment(run)
  await mkdir(buildxFolder(run), { recursive: true })
  const create = ['buildx', 'create', '--name', name, '--driver', 'remote', `docker-container://${name}`]
  await docker(create, { signal, env })
  await docker(['buildx', 'inspect', '--bootstrap', name], { signal, env })
  return name
}

/** Removes a daemon with everything that it kept. Not an error when there is none. */
export async function stopDaemon(run: Run, part: string): Promise<void> {
  const name = nameOf(run, part)
  await rm(join(buildxFolder(run), 'instances', name), { force: true })
  await docker(['rm', '--force', '--volumes', name])
}
