import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTerraform } from './run-terraform.ts'

/**
 * Why the kubernetes provider cannot be had, or undefined when it can: from the registry, or from the mirror that the file named by
 * `TF_CLI_CONFIG_FILE` tells of. Terraform itself is asked, in a folder below `parent` that is gone afterwards.
 */
export async function kubernetesProviderProblem(parent: string, signal: AbortSignal): Promise<string | undefined> {
  const folder = join(parent, 'provider-probe')
  await mkdir(folder, { recursive: true })
  try {
    await writeFile(join(folder, 'main.tf'), PROBE)
    const env = { TF_REGISTRY_DISCOVERY_RETRY: '0', TF_REGISTRY_CLIENT_TIMEOUT: '10' }
    const end = await runTerraform(folder, ['init', '-input=false', '-backend=false'], { signal, env })
    if (end.exitCode === 0) return undefined
    return end.error.split('\n').find((line) => line.includes('Error:')) ?? `terraform init exited with ${end.exitCode}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const PROBE = `terraform {
  required_providers {
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}
`
