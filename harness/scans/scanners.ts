import { findTool } from '../tool/find-tool.ts'
import { checkov } from './checkov.ts'
import { gitleaks } from './gitleaks.ts'
import { npmLicences } from './npm-licences.ts'
import type { ScanKind, Scanner } from './scanner.ts'
import { semgrep } from './semgrep.ts'
import { trivy } from './trivy.ts'

/** All scanners, whether or not this machine has them. `hasDatabase`: Trivy can look for vulnerabilities. */
export const allScanners = (hasDatabase: boolean): readonly Scanner[] => [
  trivy(hasDatabase),
  semgrep,
  gitleaks,
  npmLicences,
  checkov,
]

/** Those that are on the PATH, by what they look for. */
export async function scannersHere(hasDatabase: boolean): Promise<ReadonlyMap<ScanKind, Scanner>> {
  const found = await Promise.all(
    allScanners(hasDatabase).map(async (scanner) => ((await findTool(scanner.program)) ? [scanner] : [])),
  )
  return new Map(found.flat().map((scanner) => [scanner.kind, scanner]))
}
