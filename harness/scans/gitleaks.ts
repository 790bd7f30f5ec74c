import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { runScanner } from './run-scanner.ts'
import { folderOf, type Scanner } from './scanner.ts'
import { scratchFolder } from './scratch-folder.ts'

const reportSchema = z.array(z.object({ RuleID: z.string(), File: z.string(), StartLine: z.number() }))

/** Secrets: GitLeaks with its own rules. What it found is never written anywhere. */
export const gitleaks: Scanner = {
  kind: 'secrets',
  program: 'gitleaks',
  install: 'go install github.com/zricethezav/gitleaks/v8@v8.30.1',

  async scan(target, signal) {
    const folder = folderOf(target)
    await using scratch = await scratchFolder()
    const report = join(scratch.path, 'report.json')
    const args = ['dir', folder, '--no-banner', '--redact', '--report-format', 'json', '--report-path', report]
    const json = await runScanner('gitleaks', args, () => readFile(report, 'utf8'), { signal })
    return reportSchema
      .parse(JSON.parse(json))
      .map(({ RuleID, File, StartLine }) => ({ rule: RuleID, where: `${relative(folder, File)}:${StartLine}` }))
  },
}
