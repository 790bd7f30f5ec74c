import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environmentDoctor, environmentUp } from '../../../harness/environment.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { newRunId } from '../../../harness/run/run.ts'
import { runOf } from '../../../harness/run/run-folder.ts'
import { findTool } from '../../../harness/tool/find-tool.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { makeRun } from '../real-run.ts'
import { oneService } from '../small-fleet.ts'
import { leftovers } from './leftovers.ts'

const { signal } = new AbortController()
const fleet = fleetSchema.parse(oneService)

/** Runs something with other environment variables, then puts back what was there. */
async function withEnv<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env }
  Object.assign(process.env, variables)
  try {
    return await work()
  } finally {
    process.env = before
  }
}

/** A folder for the PATH that has some of this machine's programs and no others. */
async function pathWith(programs: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'seatrial-path-'))
  try {
    for (const program of programs) await symlink((await findTool(program))!, join(path, program))
    await work(path)
  } finally {
    await rm(path, { recursive: true })
  }
}

/** Whether this user can mount a file system of a size. */
function canMount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const UNAVAILABLE = 'ENVIRONMENT_UNAVAILABLE'
const SHELL = ['bash', 'ps']

describe('an environment that cannot come up says why and what to do, and leaves nothing', () => {
  it('without Docker', async () => {
    await using folder = await makeRun()
    const run = runOf(newRunId(), folder.state)
    await pathWith(SHELL, async (path) => {
      const up = withEnv({ PATH: path }, () => environmentUp({ fleet, state: folder.state, name: run.id, signal }))
      await expect(up).rejects.toMatchObject({
        code: UNAVAILABLE,
        message: expect.stringContaining('"docker"'),
        remedy: expect.stringContaining('env doctor'),
      })
    })
    expect(await leftovers(run)).toEqual({})
  })

  it('without kind, for which the doctor knows the command', async () => {
    await using folder = await makeRun()
    const run = runOf(newRunId(), folder.state)
    await pathWith([...SHELL, 'docker'], async (path) => {
      const components = [registryComponent, kindComponent]
      await withEnv({ PATH: path }, async () => {
        const up = environmentUp({ fleet, state: folder.state, name: run.id, signal, components })
        await expect(up).rejects.toMatchObject({ code: UNAVAILABLE, message: expect.stringContaining('"kind"') })
        const { findings, isReady } = await environmentDoctor({ signal })
        expect(isReady).toBe(false)
        expect(findings.find(({ name }) => name === 'kind')).toMatchObject({
          isThere: false,
          command: expect.stringContaining('kind'),
        })
      })
    })
    expect(await leftovers(run)).toEqual({})
  })

  it('when a port is taken', async () => {
    await using folder = await makeRun()
    const run = runOf(newRunId(), folder.state)
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    try {
      const environment = { ports: { registry: port } }
      const up = environmentUp({ fleet, environment, state: folder.state, name: run.id, signal })
      await expect(up).rejects.toMatchObject({ code: UNAVAILABLE, message: `the port 127.0.0.1:${port} is taken` })
    } finally {
      server.close()
    }
    expect(await leftovers(run)).toEqual({})
  })

  it('when the disk is full', async ({ skip }) => {
    await using folder = await makeRun()
    const state = join(folder.state, 'full')
    await mkdir(state)
    if (!canMount(state)) skip('this user may not mount a small file system')
    try {
      const run = runOf(newRunId(), state)
      const up = environmentUp({ fleet, state, name: run.id, signal, components: [registryComponent] })
      await expect(up).rejects.toMatchObject({ code: UNAVAILABLE, message: 'the disk is full' })
      expect(await leftovers(run)).toEqual({})
    } finally {
      execFileSync('umount', [state])
    }
  })
})
