import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RUNS_COLUMNS, runsCsv, STAGES_COLUMNS, stagesCsv } from '../../src/report/index.ts'
import { parseCsv } from './csv-parser.ts'
import { failedRow, row } from './rows.ts'

const read = (chunks: Iterable<string>): Record<string, string>[] => {
  const [header = [], ...rows] = parseCsv([...chunks].join(''))
  return rows.map((cells) => {
    expect(cells).toHaveLength(header.length)
    return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']))
  })
}

describe('runs.csv', () => {
  it('has a row a deployment with its address and its times in milliseconds', () => {
    const [first, second] = read(runsCsv([row(), failedRow('typo')]))
    expect(first).toMatchObject({
      deployment: '4.11',
      stretch: '4',
      index: '11',
      outcome: 'succeeded',
      duration_ms: '1086000',
    })
    expect(second).toMatchObject({
      deployment: '12.3',
      recovery_ms: '7260000',
      recovery_detect_ms: '780000',
      recovery_path: 'alert',
      data_corrupted: 'false',
      failure_stage: 'deploy-production',
      failure_cause: 'manual-error',
      faults_landed: 'bad-release;drift',
    })
  })

  it('leaves cells empty that a deployment does not have', () => {
    const [first] = read(runsCsv([row({ durationMs: null })]))
    expect(first).toMatchObject({
      duration_ms: '',
      recovery_ms: '',
      data_corrupted: '',
      failure_cause: '',
      faults_landed: '',
    })
  })

  it('gives messages back as they were, whatever quotes, commas and line breaks they have', () => {
    const message = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text))
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
        expect(read(runsCsv(messages.map(failedRow))).map((cells) => cells.failure_message)).toEqual(messages)
      }),
    )
  })

  it('does not let a spreadsheet run a message as a formula, and leaves negative numbers alone', () => {
    const warmUp = { ...failedRow('=HYPERLINK("http://x")'), address: { stretch: 0, deployment: -2 } }
    const [first] = read(runsCsv([warmUp]))
    expect(first).toMatchObject({ failure_message: '\'=HYPERLINK("http://x")', index: '-2' })
  })

  it('is made as it is read: the rows are not asked for before their chunk', () => {
    let asked = 0
    const rows = function* () {
      for (let i = 0; i < 5_000; i++) {
        asked++
        yield row({ address: { stretch: i, deployment: 0 } })
      }
    }
    const chunks = runsCsv(rows())
    expect(chunks.next().value).toBe(`${RUNS_COLUMNS.join(',')}\n`)
    expect(asked).toBe(0)
    chunks.next()
    expect(asked).toBeLessThan(1_001)
    expect([...chunks].join('').trimEnd().split('\n')).toHaveLength(4_000)
  })

  it('is a header alone without deployments', () => {
    expect([...runsCsv([])].join('')).toBe(`${RUNS_COLUMNS.join(',')}\n`)
  })
})

describe('stages.csv', () => {
  it('has a row a deployment and stage that ran', () => {
    const rows = read(stagesCsv([row(), row({ address: { stretch: 5, deployment: 0 }, stageMs: { build: 1 } })]))
    expect(rows.map(({ deployment, stage, duration_ms }) => [deployment, stage, duration_ms])).toEqual([
      ['4.11', 'build', '282000'],
      ['4.11', 'test', '246000'],
      ['4.11', 'deploy-production', '300000'],
      ['5.0', 'build', '1'],
    ])
    expect(Object.keys(rows[0]!)).toEqual(STAGES_COLUMNS)
  })
})
