import { readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { runScanner } from './run-scanner.ts'
import { folderOf, type Scanner } from './scanner.ts'
import { scratchFolder } from './scratch-folder.ts'
import { STATIC_RULES } from './static-rules.ts'

const reportSchema = z.object({
  results: z.array(z.object({ check_id: z.string(), path: z.string(), start: z.object({ line: z.number() }) })),
})

/** Static analysis: Semgrep with the rules of this folder, since those of its registry need the network. */
export const semgrep: Scanner = {
  kind: 'static',
  program: 'semgrep',
  install: 'pip install semgrep',

  async scan(target, signal) {
    const folder = folderOf(target)
    await using scratch = await scratchFolder()
    const rules = join(scratch.path, 'rules.json')
    const report = join(scratch.path, 'report.json')
    await writeFile(rules, JSON.stringify({ rules: STATIC_RULES }))
    const quiet = ['--metrics', 'off', '--disable-version-check', '--quiet']
    const args = [
      'scan',
      '--config',
      rules,
      '--json',
      '--output',
      report,
      '--error',
      '--no-git-ignore',
      ...quiet,
      folder,
    ]
    const json = await runScanner('semgrep', args, () => readFile(report, 'utf8'), { signal })
    return reportSchema.parse(JSON.parse(json)).results.map(({ check_id, path, start }) => ({
      rule: check_id.slice(check_id.lastIndexOf('.') + 1),
      where: `${relative(folder, path)}:${start.line}`,
    }))
  },
}
