import { z } from 'zod'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { runTool } from '../tool/run-tool.ts'
import { processEnvironment } from './process-environment.ts'

/** The first version whose S3 backend locks with a file in the bucket without calling it experimental (its changelog, 1.11.0). */
const OLDEST = [1, 11] as const

const versionSchema = z.object({ terraform_version: z.string() })

/** The version of the Terraform on the PATH. Rejects with `EnvironmentUnavailableError` when there is none, or an older one. */
export async function terraformVersion(signal?: AbortSignal): Promise<string> {
  const { stdout } = await runTool('terraform', ['version', '-json'], { signal, env: processEnvironment() })
  const version = versionSchema.parse(JSON.parse(stdout)).terraform_version
  if (isRecent(version)) return version
  throw new EnvironmentUnavailableError(`expected Terraform ${OLDEST.join('.')} or newer, got ${version}`, {
    where: 'terraform',
    remedy: 'install a newer one: "seatrial env doctor" prints the command',
  })
}

/** Whether a version such as `1.11.4` has all that is used here. */
export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
