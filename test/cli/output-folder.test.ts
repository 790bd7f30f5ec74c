import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { getuid } from 'node:process'
import { expect, test } from 'vitest'
import { OutputFolder } from '../../src/cli/output/output-folder.ts'
import { explainWriteError } from '../../src/cli/output/write-error.ts'
import { EnvironmentUnavailableError, InvalidInputError } from '../../src/model/errors.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const present = (path: string): string[] => readdirSync(path, { recursive: true }).map(String).sort()

test('a new folder is made with the folders above it', () => {
  using folder = temporaryFolder()
  const out = OutputFolder.claim(folder.file('a/b'))
  out.write('scenario/report.json', '{}')
  expect(present(folder.file('a/b'))).toEqual(['run-info.json', 'scenario', 'scenario/report.json'])
})

test('files of an earlier run are replaced, those that the new run does not write included', () => {
  using folder = temporaryFolder()
  const first = OutputFolder.claim(folder.file('out'))
  first.write('report.json', 'first')
  first.write('recordings/1.2.json', 'first')
  first.finish(0)
  const second = OutputFolder.claim(folder.file('out'))
  second.write('report.json', 'second')
  expect(present(folder.file('out'))).toEqual(['report.json', 'run-info.json'])
  expect(readFileSync(folder.file('out/report.json'), 'utf8')).toBe('second')
})

test('a folder with a foreign file is refused by name, and nothing in it is touched', () => {
  using folder = temporaryFolder()
  OutputFolder.claim(folder.file('out')).write('report.json', 'first')
  folder.write('out/notes.txt', 'mine')
  expect(() => OutputFolder.claim(folder.file('out'))).toThrow('files in it that seatrial did not write: notes.txt')
  expect(present(folder.file('out'))).toEqual(['notes.txt', 'report.json', 'run-info.json'])
})

test('a report that no run of seatrial left there is foreign too', () => {
  using folder = temporaryFolder()
  folder.write('out/report.json', '{}')
  expect(() => OutputFolder.claim(folder.file('out'))).toThrow(InvalidInputError)
})

test('what a killed run left half written is cleared away', () => {
  using folder = temporaryFolder()
  const killed = OutputFolder.claim(folder.file('out'))
  killed.open('runs.csv').write('half a li')
  expect(present(folder.file('out'))).toEqual(['.seatrial-runs.csv.unfinished', 'run-info.json'])
  OutputFolder.claim(folder.file('out'))
  expect(present(folder.file('out'))).toEqual(['run-info.json'])
})

test('a file appears under its name only when it is complete', () => {
  using folder = temporaryFolder()
  const out = OutputFolder.claim(folder.path)
  {
    using file = out.open('runs.csv')
    file.write('a,b\n')
    expect(existsSync(folder.file('runs.csv'))).toBe(false)
  }
  expect(present(folder.path)).toEqual(['run-info.json'])
  using file = out.open('runs.csv')
  file.write('a,b\n')
  file.finish()
  expect(readFileSync(folder.file('runs.csv'), 'utf8')).toBe('a,b\n')
})

test('host facts and times are in run-info.json', () => {
  using folder = temporaryFolder()
  const out = OutputFolder.claim(folder.path)
  out.write('report.json', '{}')
  out.finish(3)
  const info = JSON.parse(readFileSync(folder.file('run-info.json'), 'utf8'))
  expect(info).toMatchObject({ exitCode: 3, files: ['report.json'], host: { node: process.version } })
  expect(Date.parse(info.finishedAt)).toBeGreaterThanOrEqual(Date.parse(info.startedAt))
})

test('a file in place of the folder is refused', () => {
  using folder = temporaryFolder()
  const file = folder.write('file', '')
  expect(() => OutputFolder.claim(file)).toThrow('it is a file, not a folder')
  expect(() => OutputFolder.claim(`${file}/below`)).toThrow(InvalidInputError)
})

test.skipIf(getuid?.() === 0)('a folder that may not be written to is refused', () => {
  using folder = temporaryFolder()
  chmodSync(folder.path, 0o500)
  expect(() => OutputFolder.claim(folder.file('out'))).toThrow('it cannot be written')
  chmodSync(folder.path, 0o700)
})

test.each([
  ['ENOSPC', EnvironmentUnavailableError, 'no space left for out/runs.csv'],
  ['EIO', EnvironmentUnavailableError, 'the disk failed while writing out/runs.csv'],
  ['EACCES', InvalidInputError, 'it cannot be written'],
])('%s while writing becomes a %o', (code, type, message) => {
  const explained = explainWriteError(Object.assign(new Error(code), { code }), 'out/runs.csv')
  expect(explained).toBeInstanceOf(type)
  expect(explained).toMatchObject({
    message: expect.stringContaining(message),
    remedy: expect.stringContaining('--out'),
  })
})
