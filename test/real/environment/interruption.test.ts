import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { newRunId } from '../../../harness/run/run.ts'
import { runOf } from '../../../harness/run/run-folder.ts'
import { makeRun } from '../real-run.ts'
import { leftovers } from './leftovers.ts'

const SCRIPT = new URL('bring-up-until-interrupted.ts', import.meta.url).pathname

/** When Ctrl-C is pressed: so long after a line was printed. */
const POINTS = [
  { after: 'docker is up', ms: 0 },
  { after: 'registry is up', ms: 200 },
  { after: 'creating the cluster us-east-1', ms: 500 },
  { after: 'creating the cluster us-east-1', ms: 6_000 },
  { after: 'the cluster us-east-1 is ready', ms: 0 },
] as const

describe('Ctrl-C while an environment comes up', () => {
  it.for(POINTS)('$ms ms after "$after" leaves nothing', async ({ after, ms }) => {
    await using folder = await makeRun()
    const run = runOf(newRunId(), folder.state)
    const child = spawn(process.execPath, [SCRIPT, run.id, folder.state], {
      // A group of its own, which gets the signal as a whole, as from a terminal.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    const lines: string[] = []
    for await (const line of createInterface(child.stdout)) {
      lines.push(line)
      if (line !== after || child.killed) continue
      await pause(ms)
      process.kill(-child.pid!, 'SIGINT')
    }
    const [code] = await exited
    expect(lines).toContain('removing what was made')
    expect(lines.at(-1)).toBe('interrupted')
    expect(code).toBe(130)
    expect(await leftovers(run)).toEqual({})
  })
})
