import { spawn } from 'node:child_process'
import { access, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { endKwok, isKwokUp, kwokFiles, startKwok } from '../../../harness/kwok/process.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

describe('the end of KWOK', () => {
  it('is not the end of another program that has got its number since', async () => {
    using folder = temporaryFolder()
    const run = { id: 'x', folder: folder.path }
    const other = spawn('sleep', ['60'], { stdio: 'ignore' })
    try {
      await writeFile(kwokFiles(run).pid, String(other.pid))
      expect(await isKwokUp(run, other.pid!)).toBe(false)
      await endKwok(run)
      await pause(100)
      expect([other.exitCode, other.signalCode]).toEqual([null, null])
      await expect(access(kwokFiles(run).pid)).rejects.toThrow('ENOENT')
    } finally {
      other.kill()
    }
  })

  it('is none where there is no process', async () => {
    using folder = temporaryFolder()
    await endKwok({ id: 'x', folder: folder.path })
  })
})

describe('the start of KWOK', () => {
  it('says how to get it where the PATH has none', async () => {
    using folder = temporaryFolder()
    const { PATH } = process.env
    process.env.PATH = folder.path
    try {
      await expect(startKwok({ id: 'x', folder: folder.path }, '/kubeconfig')).rejects.toMatchObject({
        code: 'ENVIRONMENT_UNAVAILABLE',
        where: 'environment.pods',
        remedy: expect.stringContaining('env doctor'),
      })
    } finally {
      process.env.PATH = PATH
    }
  })
})
