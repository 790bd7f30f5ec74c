import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runTool } from '../tool/run-tool.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import { runScanner } from './run-scanner.ts'
import type { Scanner } from './scanner.ts'
import { scratchFolder } from './scratch-folder.ts'

const reportSchema = z.object({
  Results: z
    .array(
      z.object({
        Target: z.string(),
        Vulnerabilities: z.array(z.object({ VulnerabilityID: z.string(), PkgName: z.string() })).default([]),
        Secrets: z.array(z.object({ RuleID: z.string(), StartLine: z.number() })).default([]),
      }),
    )
    .default([]),
})

/** Image scans: Trivy. Without its database, which comes from the network, it looks for secrets in the image only. */
export const trivy = (hasDatabase: boolean): Scanner => ({
  kind: 'image',
  program: 'trivy',
  install: 'see trivy.dev, "Installation"',

  async scan(target, signal) {
    await using scratch = await scratchFolder()
    const report = join(scratch.path, 'report.json')
    const look = hasDatabase ? 'vuln,secret' : 'secret'
    const subject = 'image' in target ? ['image', target.image] : ['fs', target.folder]
    const args = [...subject, '--scanners', look, '--severity', 'HIGH,CRITICAL', '--exit-code', '1', ...QUIET]
    const output = ['--format', 'json', '--output', report]
    const json = await runScanner('trivy', [...args, ...output], () => readFile(report, 'utf8'), { signal })
    return findingsIn(JSON.parse(json))
  },
})

const QUIET = ['--quiet', '--offline-scan', '--skip-db-update', '--skip-java-db-update', '--skip-version-check']

/** What a report of Trivy lists. */
export function findingsIn(report: unknown) {
  return reportSchema.parse(report).Results.flatMap(({ Target, Vulnerabilities, Secrets }) => [
    ...Vulnerabilities.map(({ VulnerabilityID, PkgName }) => ({
      rule: VulnerabilityID,
      where: `${Target}: ${PkgName}`,
    })),
    ...Secrets.map(({ RuleID, StartLine }) => ({ rule: RuleID, where: `${Target}:${StartLine}` })),
  ])
}

/** How long the database may take to come; it has some 60 MB. */
const DOWNLOAD_LIMIT_MS = 120_000

/** Fetches the database of vulnerabilities; false when it cannot be had. */
export async function fetchDatabase(signal: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.timeout(DOWNLOAD_LIMIT_MS)
  try {
    await runTool('trivy', ['image', '--download-db-only', '--quiet'], { signal: AbortSignal.any([signal, limit]) })
    return true
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ToolFailedError || limit.aborted) return false
    throw error
  }
}
