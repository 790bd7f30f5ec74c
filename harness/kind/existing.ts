import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ClusterAddress } from '../kubernetes/connection.ts'
import type { Run } from '../run/run.ts'

const addressSchema = z.strictObject({ kubeconfig: z.string(), context: z.string() })

const fileOf = (run: Run): string => join(run.folder, 'existing-cluster.json')

/** Notes a cluster that is not ours before anything is made in it, so that `down` finds it whatever happens. */
export async function rememberExisting(run: Run, address: ClusterAddress): Promise<void> {
  await writeFile(fileOf(run), JSON.stringify(address))
}

/** The clusters that were noted: none or one. */
export async function existingClusters(run: Run): Promise<readonly ClusterAddress[]> {
  try {
    return [addressSchema.parse(JSON.parse(await readFile(fileOf(run), 'utf8')))]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Takes the note away when the cluster is clean again. */
export async function forgetExisting(run: Run): Promise<void> {
  await rm(fileOf(run), { force: true })
}
