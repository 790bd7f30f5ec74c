import { runTool, type ToolOptions } from '../tool/run-tool.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'

/** What scanners exit with when they found something. */
const FOUND = 1

/**
 * Runs a scanner and returns its standard output. Exit code 1 means that it found something, and is no error as long as it wrote a
 * report; every other one rejects with {@link ToolFailedError}.
 */
export async function runScanner(
  program: string,
  args: readonly string[],
  readReport: () => Promise<string>,
  options: ToolOptions,
): Promise<string> {
  try {
    await runTool(program, args, options)
  } catch (error) {
    if (!(error instanceof ToolFailedError) || error.exitCode !== FOUND) throw error
    return await readReport().catch(() => {
      throw error
    })
  }
  return await readReport()
}
