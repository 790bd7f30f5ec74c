import { z } from 'zod'
import { runTool } from '../tool/run-tool.ts'
import { folderOf, type Scanner } from './scanner.ts'
import { isAllowed } from './spdx.ts'

/** The bill of materials that npm writes (`npm sbom --sbom-format spdx`, SPDX 2.3). */
const sbomSchema = z.object({
  documentDescribes: z.array(z.string()),
  packages: z.array(
    z.object({ SPDXID: z.string(), name: z.string(), versionInfo: z.string(), licenseDeclared: z.string() }),
  ),
})

/** Licences: npm tells them from the lock file, which needs no network and no package installed. */
export const npmLicences: Scanner = {
  kind: 'licences',
  program: 'npm',
  install: 'install Node.js: npm comes with it',

  async scan(target, signal) {
    const args = ['sbom', '--package-lock-only', '--sbom-format', 'spdx']
    const { stdout } = await runTool('npm', args, { signal, cwd: folderOf(target) })
    return refused(JSON.parse(stdout))
  },
}

/** The packages of a bill of materials that the thing described must not use; the thing itself is not one of them. */
export function refused(sbom: unknown) {
  const { packages, documentDescribes } = sbomSchema.parse(sbom)
  return packages
    .filter(({ SPDXID, licenseDeclared }) => !documentDescribes.includes(SPDXID) && !isAllowed(licenseDeclared))
    .map(({ name, versionInfo, licenseDeclared }) => ({ rule: licenseDeclared, where: `${name}@${versionInfo}` }))
}
