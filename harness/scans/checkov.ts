import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runScanner } from './run-scanner.ts'
import { folderOf, type Scanner } from './scanner.ts'
import { scratchFolder } from './scratch-folder.ts'

const failedSchema = z.object({
  check_id: z.string(),
  file_path: z.string(),
  file_line_range: z.tuple([z.number(), z.number()]),
})
/** Checkov writes one report, or a list of them, or mere counts when there was nothing that it knows. */
const reportSchema = z.union([
  z.object({ results: z.object({ failed_checks: z.array(failedSchema) }) }),
  z.object({ failed: z.number() }),
])

/** Terraform policy: Checkov with its own checks, without its platform. */
export const checkov: Scanner = {
  kind: 'terraform-policy',
  program: 'checkov',
  install: 'pip install checkov',

  async scan(target, signal) {
    await using scratch = await scratchFolder()
    const quiet = ['--quiet', '--compact', '--skip-download', '--download-external-modules', 'false']
    const output = ['--output', 'json', '--output-file-path', scratch.path]
    const args = ['--directory', folderOf(target), '--framework', 'terraform', ...quiet, ...output]
    const report = () => readFile(join(scratch.path, 'results_json.json'), 'utf8')
    const json: unknown = JSON.parse(await runScanner('checkov', args, report, { signal }))
    return (Array.isArray(json) ? json : [json])
      .map((one) => reportSchema.parse(one))
      .flatMap((one) => ('results' in one ? one.results.failed_checks : []))
      .map(({ check_id, file_path, file_line_range }) => ({
        rule: check_id,
        where: `${file_path.replace(/^\//, '')}:${file_line_range[0]}`,
      }))
  },
}
