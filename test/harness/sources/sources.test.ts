import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkOut } from '../../../harness/sources/check-out.ts'
import { revisionId } from '../../../harness/sources/revision.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { serviceSchema } from '../../../src/model/fleet.ts'

const payment = serviceSchema.parse({ name: 'payment' })

describe('the repositories', () => {
  it('have a new revision after every change, and the same one without', () => {
    const sources = new Sources()
    const first = revisionId(sources.head('payment'))
    sources.change('ledger')
    expect(revisionId(sources.head('payment'))).toBe(first)
    sources.change('payment')
    expect(revisionId(sources.head('payment'))).not.toBe(first)
    expect(sources.head('payment')).toMatchObject({ source: 1, lockFile: 0 })
    sources.change('payment', { lockFile: true })
    expect(sources.head('payment')).toMatchObject({ source: 2, lockFile: 1 })
  })

  it('carry a defect in the revision that brought it, and not in the next', () => {
    const sources = new Sources()
    sources.change('payment', { faults: { errorRate: 0.3 } })
    expect(sources.head('payment').faults).toEqual({ errorRate: 0.3 })
    sources.change('payment')
    expect(sources.head('payment').faults).toEqual({})
  })

  it('move to a new base all at once', () => {
    const sources = new Sources()
    const before = [sources.head('payment'), sources.head('ledger')].map(revisionId)
    sources.changeBase()
    expect([sources.head('payment'), sources.head('ledger')].map(revisionId)).not.toEqual(before)
  })
})

describe('a working copy', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'seatrial-sources-'))
  })
  afterEach(() => rm(root, { recursive: true }))

  const json = async (folder: string, name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'))

  it('holds what the Dockerfile copies, and says which revision it is', async () => {
    const sources = new Sources()
    const revision = sources.change('payment', { faults: { ready: false } })
    const { folder, sourcesFile } = await checkOut(payment, revision, { root, seed: 1 })
    expect(await readdir(folder)).toEqual(['Dockerfile', 'app', 'image', 'packages.lock.json', 'platform.json'])
    expect(await json(folder, 'app/release.json')).toEqual({ revision: revisionId(revision), faults: { ready: false } })
    const files: Record<string, string> = JSON.parse(await readFile(sourcesFile, 'utf8'))
    expect(Object.keys(files)).toEqual((await readdir(join(folder, 'app'))).toSorted())
    expect(JSON.parse(files['release.json']!).revision).toBe(revisionId(revision))
  })

  it('changes one file after a change of the code, and the lock file with its change', async () => {
    const sources = new Sources()
    const copies = []
    for (const lockFile of [false, false, true]) {
      const revision = sources.change('payment', { lockFile })
      copies.push((await checkOut(payment, revision, { root, seed: 1 })).folder)
    }
    const [first, code, packages] = copies as [string, string, string]
    const lock = (folder: string) => readFile(join(folder, 'packages.lock.json'), 'utf8')
    expect(await lock(code)).toBe(await lock(first))
    expect(await lock(packages)).not.toBe(await lock(code))
    const [before, after] = [await json(code, 'packages.lock.json'), await json(packages, 'packages.lock.json')]
    const moved = before.packages.filter(
      (one: { version: string }, index: number) => one.version !== after.packages[index].version,
    )
    expect(moved).toHaveLength(1)
  })

  it('has the same work for the same revision and seed, and the sizes of the model', async () => {
    const revision = new Sources().head('payment')
    const [one, again, other] = [
      await checkOut(payment, revision, { root: join(root, 'a'), seed: 1 }),
      await checkOut(payment, revision, { root: join(root, 'b'), seed: 1 }),
      await checkOut(payment, revision, { root: join(root, 'c'), seed: 2 }),
    ]
    const build = (copy: { folder: string }) => json(copy.folder, 'app/build.json')
    expect(await build(one)).toEqual(await build(again))
    expect((await build(other)).workMs).not.toBe((await build(one)).workMs)
    expect((await build(one)).sizeKiB).toBe(8 * 1_024)
    const { packages } = await json(one.folder, 'packages.lock.json')
    const total = packages.reduce((sum: number, item: { sizeKiB: number }) => sum + item.sizeKiB, 0)
    expect(total).toBe(90 * 1_024)
  })
})
