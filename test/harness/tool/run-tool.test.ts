import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runTool } from '../../../harness/tool/run-tool.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

describe('a program that is run', () => {
  it('gives what it printed, and its end when that was a bad one', async () => {
    expect(await runTool('bash', ['-c', 'echo out; echo err >&2'])).toEqual({ stdout: 'out\n', stderr: 'err\n' })
    await expect(runTool('bash', ['-c', 'echo why; exit 3'])).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      exitCode: 3,
      message: '"bash" exited with 3: why',
    })
  })

  it('that is not there is told from one that failed', async () => {
    await expect(runTool('no-such-program', [])).rejects.toMatchObject({
      code: 'ENVIRONMENT_UNAVAILABLE',
      message: 'expected the program "no-such-program" on the PATH, found none',
    })
  })

  it('is started again when a Ctrl-C ended it before it had begun', async () => {
    using folder = temporaryFolder()
    const marker = folder.file('marker')
    const script = `if [ ! -e ${marker} ]; then touch ${marker}; kill -INT $$; fi; echo done`
    expect((await runTool('bash', ['-c', script])).stdout).toBe('done\n')
    expect(existsSync(marker)).toBe(true)
  })

  it('is ended by an abort, with its children', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    setTimeout(() => controller.abort(reason), 300)
    const running = runTool('bash', ['-c', 'sleep 600 & wait'], { signal: controller.signal })
    await expect(running).rejects.toBe(reason)
  })
})
