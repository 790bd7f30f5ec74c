import { expect, it } from 'vitest'
import { renderFolder, suiteFiles } from '../../src/report/index.ts'
import { row } from './rows.ts'
import { afterReport } from './sample.ts'
import { sampleSuite } from './sample-suite.ts'

it('a report is the six files of the output folder, rows as they are read', () => {
  const files = renderFolder(afterReport(), [row(), row()])
  expect([...files.keys()].sort()).toEqual([
    'junit.xml',
    'report.html',
    'report.json',
    'runs.csv',
    'stages.csv',
    'summary.md',
  ])
  const lines = (name: string): number =>
    [...(files.get(name) as Iterable<string>)].join('').trimEnd().split('\n').length
  expect([lines('runs.csv'), lines('stages.csv')]).toEqual([3, 7])
})

it('a suite has its own files above the folders of its scenarios', () => {
  const { suite, reports } = sampleSuite()
  expect([...suiteFiles(suite, reports).keys()]).toEqual(['suite.json', 'report.html', 'junit.xml', 'summary.md'])
})

it('the same report gives the same bytes', () => {
  const text = () => [...renderFolder(afterReport(), [row()])].map(([, content]) => [...content].join(''))
  expect(text()).toEqual(text())
})
