import { describe, expect, it } from 'vitest'
import { reportSchema, suiteReportSchema } from '../../src/model/report.ts'
import { reportJson, suiteJson } from '../../src/report/index.ts'
import { afterReport } from './sample.ts'
import { sampleSuite } from './sample-suite.ts'

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

describe('report.json', () => {
  it('reads back as the report that it was made of', () => {
    const report = afterReport()
    expect(reportSchema.parse(JSON.parse(reportJson(report)))).toEqual(report)
  })

  it('is the same bytes however the report was put together', () => {
    const report = afterReport()
    expect(reportJson(reversed(report) as typeof report)).toBe(reportJson(report))
  })

  it('begins with the version and the scenario, and keeps outcomes in the order of the vocabulary', () => {
    const text = reportJson(afterReport())
    expect(Object.keys(JSON.parse(text)).slice(0, 4)).toEqual(['schemaVersion', 'scenario', 'environment', 'seed'])
    expect(Object.keys(JSON.parse(text).outcomes)).toEqual([
      'succeeded',
      'self-healed',
      'blocked',
      'rolled-back',
      'failed',
    ])
    expect(text.endsWith('}\n')).toBe(true)
  })

  it('keeps what stands beside the stable part, after it', () => {
    const report = { ...afterReport(), another: { b: 1, a: 2 } }
    expect(Object.keys(JSON.parse(reportJson(report))).at(-1)).toBe('another')
  })

  it('names the figure that is not finite instead of writing null', () => {
    const report = afterReport()
    report.measurements['job.wait']!.mean.value = Number.NaN
    expect(() => reportJson(report)).toThrow(/measurements\.job\.wait\.mean\.value: .*finite.*NaN/)
  })
})

describe('suite.json', () => {
  it('reads back as the suite that it was made of', () => {
    const { suite } = sampleSuite()
    expect(suiteReportSchema.parse(JSON.parse(suiteJson(suite)))).toEqual(suite)
  })
})
