import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { git } from '../../../harness/git/git.ts'
import { GitUnavailableError } from '../../../harness/git/git-unavailable-error.ts'
import { GitRepository } from '../../../harness/git/repository.ts'

const never = new AbortController().signal

/** Git is started many times, which takes its time on a busy machine. */
const TIMEOUT_MS = 120_000

describe('the repository of configurations', { timeout: TIMEOUT_MS }, () => {
  let folder: string
  let remote: string
  let repository: GitRepository

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatrial-git-'))
    remote = join(folder, 'remote.git')
    await git(['init', '--quiet', '--bare', '--initial-branch=main', remote])
    repository = await GitRepository.open({ id: 'test', folder }, remote, never)
  }, TIMEOUT_MS)
  afterEach(() => rm(folder, { recursive: true, force: true }), TIMEOUT_MS)

  const commit = (message: string, files: Record<string, string | undefined>) =>
    repository.commit(message, new Map(Object.entries(files)))
  const pushed = (path: string) => git(['show', `main:${path}`], { cwd: remote })
  const file = (path: string) => readFile(join(repository.folder, path), 'utf8')

  it('pushes each commit at once, and knows which came later', async () => {
    const first = await commit('first', { 'a/x.yaml': 'one\n' })
    const second = await commit('second', { 'a/x.yaml': 'two\n' })
    expect(await pushed('a/x.yaml')).toBe('two')
    expect(repository.has(second, first)).toBe(true)
    expect(repository.has(second, second)).toBe(true)
    expect(repository.has(first, second)).toBe(false)
    expect(repository.has(undefined, first)).toBe(false)
    expect(repository.has('0000', first)).toBe(false)
  })

  it('makes no commit when nothing differs', async () => {
    const first = await commit('first', { x: 'one\n' })
    expect(await commit('the same', { x: 'one\n' })).toBe(first)
  })

  it('removes files that have no text', async () => {
    await commit('first', { x: 'one\n', y: 'one\n' })
    await commit('second', { x: undefined })
    await expect(pushed('x')).rejects.toThrow()
    expect(await pushed('y')).toBe('one')
  })

  it('reverts several commits with one, and leaves what came from others', async () => {
    await commit('before', { x: 'one\n', y: 'one\n', z: 'one\n' })
    const mine = [await commit('mine', { x: 'two\n' })]
    await commit('of somebody else', { z: 'two\n' })
    mine.push(await commit('mine as well', { y: 'two\n' }))
    const revert = await repository.revert('revert mine', mine)
    expect(revert).toMatchObject({ ok: true })
    expect(await Promise.all(['x', 'y', 'z'].map(pushed))).toEqual(['one', 'one', 'two'])
    expect(await git(['log', '-1', '--format=%s', 'main'], { cwd: remote })).toBe('revert mine')
  })

  it('says what is in the way of a revert, and changes nothing then', async () => {
    await commit('before', { x: 'one\n' })
    const mine = await commit('mine', { x: 'two\n' })
    const later = await commit('later', { x: 'three\n' })
    expect(await repository.revert('revert mine', [mine])).toEqual({ ok: false, conflicts: ['x'] })
    expect(await git(['rev-parse', 'main'], { cwd: remote })).toBe(later)
    expect(await commit('and on', { x: 'four\n' })).not.toBe(later)
    expect(await pushed('x')).toBe('four')
  })

  it('takes back what the server does not take', async () => {
    const first = await commit('first', { x: 'one\n' })
    await rename(remote, `${remote}.away`)
    await expect(commit('lost', { x: 'two\n' })).rejects.toThrow(GitUnavailableError)
    await rename(`${remote}.away`, remote)
    expect(await file('x')).toBe('one\n')
    const second = await commit('again', { x: 'three\n' })
    expect(await git(['rev-list', 'main'], { cwd: remote })).toBe(`${second}\n${first}`)
  })

  it('serves those who come at the same time one after another', async () => {
    const names = ['a', 'b', 'c', 'd']
    const commits = await Promise.all(names.map((name) => commit(name, { [name]: 'one\n' })))
    expect(new Set(commits).size).toBe(4)
    expect((await git(['rev-list', '--count', 'main'], { cwd: remote })).trim()).toBe('4')
    expect(await Promise.all(names.map(pushed))).toEqual(['one', 'one', 'one', 'one'])
  })

  it('knows the history of a repository that was there before', async () => {
    const first = await commit('first', { x: 'one\n' })
    const second = await commit('second', { x: 'two\n' })
    const again = await GitRepository.open({ id: 'test', folder }, remote, never)
    expect(again.has(second, first)).toBe(true)
    expect(again.has(first, second)).toBe(false)
  })
})
