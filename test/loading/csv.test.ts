import { expect, test } from 'vitest'
import { parseCsv } from '../../src/loading/csv.ts'
import { readNumericColumn } from '../../src/loading/numeric-column.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const cells = (text: string) => parseCsv(text).rows.map((row) => row.cells)

test('quoted cells may hold separators, line feeds and quotes, and rows know their line', () => {
  const table = parseCsv('name,value\r\n"a, ""b""\nc",1\r\n\r\nd,2')
  expect(table.header).toEqual(['name', 'value'])
  expect(table.rows).toEqual([
    { line: 2, cells: ['a, "b"\nc', '1'] },
    { line: 5, cells: ['d', '2'] },
  ])
})

test('a first row of numbers is no header; a byte order mark is none either', () => {
  expect(parseCsv('1\n2\n')).toMatchObject({ header: null, rows: [{ cells: ['1'] }, { cells: ['2'] }] })
  expect(parseCsv('\uFEFFvalue\n1\n').header).toEqual(['value'])
})

test('semicolons and tabs separate too, and then a comma is a decimal one', () => {
  expect(cells('a;b\n1,5;2')).toEqual([['1,5', '2']])
  using folder = temporaryFolder()
  expect(readNumericColumn(folder.write('a.csv', 'a;b\nx;1,5\ny;2\n')).values).toEqual([1.5, 2])
  expect(readNumericColumn(folder.write('b.csv', 'a\tb\nx\t1e3\n')).values).toEqual([1000])
})

test('the column is the one named, else "value", else the first that holds numbers only', () => {
  using folder = temporaryFolder()
  const file = folder.write('t.csv', 'date,run,value,ms\n2026-01-01,1,7,70\n2026-01-02,2,8,80\n')
  expect(readNumericColumn(file)).toMatchObject({ column: 'value', values: [7, 8] })
  expect(readNumericColumn(file, 'ms').values).toEqual([70, 80])
  expect(readNumericColumn(file, '2').values).toEqual([1, 2])
  expect(readNumericColumn(`${file}:ms`).values).toEqual([70, 80])
  const other = folder.write('o.csv', 'date,run,ms\n2026-01-01,1,70\n')
  expect(readNumericColumn(other)).toMatchObject({ column: 'run', values: [1] })
})

test.each([
  ['value\n1\n\n2x\n', undefined, /t\.csv:4: expected a number in column value, got "2x"/],
  ['a,b\n1\n', 'b', /t\.csv:2: expected a number in column b, got no cell/],
  ['value\n', undefined, /no rows/],
  ['a,b\nx,y\n', undefined, /no column holds numbers only/],
  ['duration,b\n1,y\n', 'duraton', /did you mean "duration"/],
])('what cannot be used is refused with its line: %j', (text, column, expected) => {
  using folder = temporaryFolder()
  const file = folder.write('t.csv', text)
  try {
    readNumericColumn(file, column)
    expect.unreachable()
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    expect(`${error.where}: ${error.message} -> ${error.remedy}`).toMatch(expected)
  }
})

test('a file that is not there is named', () => {
  expect(() => readNumericColumn('/nowhere/t.csv')).toThrow('there is no such file')
})
