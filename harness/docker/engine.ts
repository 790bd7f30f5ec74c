import { statfs } from 'node:fs/promises'
import { explainFailure } from '../tool/explain-failure.ts'
import { docker } from './docker.ts'

/** The Docker engine of this machine. */
export interface Engine {
  readonly version: string
  readonly cpus: number
  readonly memoryBytes: number
  /** Free space where the engine keeps images and volumes; undefined when that is not a folder of this machine. */
  readonly freeBytes: number | undefined
}

/**
 * Asks the engine who it is. Rejects with `EnvironmentUnavailableError` when there is no command line, no engine, or no right to
 * use it.
 */
export async function probeEngine(signal?: AbortSignal): Promise<Engine> {
  const format = '{{json .ServerVersion}} {{json .NCPU}} {{json .MemTotal}} {{json .DockerRootDir}}'
  try {
    const [version, cpus, memory, root] = (await docker(['info', '--format', format], { signal })).split(' ')
    return {
      version: String(JSON.parse(version ?? '""')),
      cpus: Number(cpus),
      memoryBytes: Number(memory),
      freeBytes: await freeBytes(String(JSON.parse(root ?? '""'))),
    }
  } catch (error) {
    throw explainFailure(error, 'docker')
  }
}

/** Free space for this user on the file system of a folder; undefined when there is no such folder (Docker in a machine of its own). */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return undefined
  }
}
