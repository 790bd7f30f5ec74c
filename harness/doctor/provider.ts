import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kubernetesProviderProblem } from '../terraform/provider.ts'
import type { Finding } from './finding.ts'

/** Whether Terraform, where it is there, can have the kubernetes provider: from the network, or from a mirror. */
export async function examineProvider(
  terraform: Finding | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (terraform?.isThere !== true) return []
  const folder = await mkdtemp(join(tmpdir(), 'seatrial-doctor-'))
  try {
    const problem = await kubernetesProviderProblem(folder, signal)
    const use = 'stacks that own objects of a cluster: real drift'
    const base = { name: 'terraform kubernetes provider', kind: 'program', use, isRequired: false } as const
    if (problem === undefined) return [{ ...base, isThere: true, detail: 'can be had' }]
    // A configuration file of Terraform names the mirror (developer.hashicorp.com/terraform/cli/config/config-file).
    const command = 'export TF_CLI_CONFIG_FILE=...   (a file with a filesystem_mirror that has hashicorp/kubernetes)'
    return [{ ...base, isThere: false, detail: problem, command }]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
