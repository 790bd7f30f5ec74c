import { runTool, type ToolOptions } from '../tool/run-tool.ts'

/** Runs the Docker command line; returns what it printed, without the last line end. Rejects as {@link runTool} does. */
export async function docker(args: readonly string[], options: ToolOptions = {}): Promise<string> {
  return (await runTool('docker', args, options)).stdout.trimEnd()
}

/** The same for commands that print a list: one entry a line, none for no output. */
export async function dockerList(args: readonly string[], options: ToolOptions = {}): Promise<readonly string[]> {
  const text = await docker(args, options)
  return text === '' ? [] : text.split('\n')
}
