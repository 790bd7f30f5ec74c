import { runTool, type ToolOptions } from '../tool/run-tool.ts'

/** Who commits. Nothing of the user's own settings (hooks, signatures, credentials) has a part in it. */
const SETTINGS = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'seatrial',
  GIT_AUTHOR_EMAIL: 'seatrial@localhost',
  GIT_COMMITTER_NAME: 'seatrial',
  GIT_COMMITTER_EMAIL: 'seatrial@localhost',
}

/** Runs Git; returns what it printed, without the last line end. Rejects as {@link runTool} does. */
export async function git(args: readonly string[], options: Omit<ToolOptions, 'env'> = {}): Promise<string> {
  return (await runTool('git', args, { ...options, env: SETTINGS })).stdout.trimEnd()
}
