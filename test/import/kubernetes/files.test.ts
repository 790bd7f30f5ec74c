import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatImportReport, importKubernetes } from '../../../src/import/kubernetes/index.ts'
import { InvalidInputError } from '../../../src/model/errors.ts'
import { deployment, placed } from './manifests.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifests-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const refusal = (paths: string[]): InvalidInputError => {
  try {
    importKubernetes(paths)
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error('the paths were accepted')
}

describe('files of manifests', () => {
  it('are read from folders and all folders below, YAML and JSON only', () => {
    put('b.yaml', deployment('second'))
    put('a/deep/er/x.YML', deployment('first'))
    put('c.json', deployment('third'))
    put('README.md', '# no manifest')
    put('a/values.txt', deployment('no'))
    const { fleet, report } = importKubernetes([folder])
    expect(fleet.services.map(({ name }) => name)).toEqual(['first', 'second', 'third'])
    expect(report).toMatchObject({ files: 3, passedOver: 2, documents: 3 })
  })

  it('are read once when several paths lead to them', () => {
    put('a/x.yaml', deployment('cart'))
    symlinkSync(folder, join(folder, 'a', 'loop'))
    const { report } = importKubernetes([folder, join(folder, 'a'), join(folder, 'a', 'x.yaml')])
    expect(report).toMatchObject({ files: 1, services: 1, documents: 1 })
  })

  it('are read whatever their ending when they are named', () => {
    put('rendered.out', deployment('cart'))
    expect(importKubernetes([join(folder, 'rendered.out')]).report.services).toBe(1)
  })

  it('that cannot be read are reported and do not stop the others', () => {
    put('x.yaml', deployment('cart'))
    symlinkSync(join(folder, 'nowhere.yaml'), join(folder, 'broken.yaml'))
    const { report } = importKubernetes([folder])
    expect(report.malformed).toMatchObject([{ file: join(folder, 'broken.yaml'), line: 1 }])
    expect(placed(report)).toBe(report.documents)
  })

  it('that are named but not there are refused with the path', () => {
    const error = refusal([join(folder, 'missing')])
    expect(error.where).toBe(join(folder, 'missing'))
    expect(error.message).toContain('expected a file or folder')
  })

  it('without a service are refused, with what is wrong with them', () => {
    put('x.yaml', deployment('db', { container: { image: 'mysql' } }))
    put('y.yaml', 'kind: [')
    const error = refusal([folder])
    expect(error.message).toContain('expected at least one service')
    expect(error.message).toContain('2 documents in 2 files, 1 of them databases')
    expect(error.problems[1]!.path).toBe(`${join(folder, 'y.yaml')}:1`)
  })

  it('name the fleet after their folder', () => {
    put('shop/x.yaml', deployment('cart'))
    expect(importKubernetes([join(folder, 'shop')]).fleet.name).toBe('shop')
  })

  it('are summed up for the terminal, malformed documents with file and line', () => {
    put('x.yaml', `${deployment('cart')}\n---\n${deployment('db', { container: { image: 'mysql' } })}\n---\nkind: [\n`)
    put('y.yaml', '{apiVersion: v1, kind: Namespace}')
    const lines = formatImportReport(importKubernetes([folder])).split('\n')
    expect(lines.slice(0, 6)).toEqual([
      '4 documents in 2 files',
      '  1 services',
      '  1 databases: 1 mysql',
      '  0 read for the others',
      '  1 of unknown kind: 1 Namespace',
      '  1 malformed',
    ])
    expect(lines[6]).toMatch(/x\.yaml:6: not YAML: /)
  })

  it('give a fleet that survives a JSON file', () => {
    put('x.yaml', deployment('cart'))
    const { fleet } = importKubernetes([folder])
    expect(JSON.parse(JSON.stringify(fleet))).toEqual(fleet)
  })
})
