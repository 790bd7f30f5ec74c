import { describe, expect, it } from 'vitest'
import { suiteMarkdown, summaryMarkdown } from '../../src/report/index.ts'
import { limited } from '../../src/report/markdown/limit.ts'
import { hostileReport } from './hostile.ts'
import { afterReport } from './sample.ts'
import { sampleSuite } from './sample-suite.ts'

const bytes = (text: string): number => new TextEncoder().encode(text).length

describe('summary.md', () => {
  it('has the headline table, the verdicts and where the minutes go', () => {
    const text = summaryMarkdown([afterReport()])
    expect(text).toContain('| deployment time, mean | 18 min | 18.1 min (17.8–18.4) | 17.1–18.9 min | ✓ pass |')
    expect(text).toContain('**✗ fail**: 3 met, 1 missed, 1 not decided.')
    expect(text).toContain('| deploy-production | **5.0 min** | 28 % | 2.1 min | 0.0 min | 2.9 min |')
  })

  it('is compact: a report takes a few kilobytes however long its lists are', () => {
    const report = afterReport()
    const [failure] = report.failures
    report.failures = Array.from({ length: 5_000 }, (_, i) => ({ ...failure!, cause: `cause-${i}` }))
    report.criticalPath = Array.from({ length: 5_000 }, (_, i) => ({ stage: `stage-${i}`, step: 'suite', meanMs: 1 }))
    expect(bytes(summaryMarkdown([report]))).toBeLessThan(8_000)
  })

  it('stays below 1 MiB with thousands of scenarios, and says how many it left out', () => {
    const reports = Array.from({ length: 1_000 }, () => afterReport())
    const text = summaryMarkdown(reports)
    expect(bytes(text)).toBeLessThan(1_048_576)
    expect(text).toMatch(/\n\d+ sections were left out: too long for a step summary\.\n$/)
  })

  it('keeps whole sections only', () => {
    expect(limited(['a'.repeat(50), 'b'.repeat(100), 'c'], 200)).toMatch(/^a{50}\n2 sections were left out/)
  })

  it('keeps names from becoming markup, tables or links', () => {
    const text = summaryMarkdown([hostileReport()])
    expect(text).not.toMatch(/<(?!\/?(details|summary)>)/)
    expect(text).not.toMatch(/(^|[^\\])\]\(/)
    const widths = text
      .split('\n\n')
      .filter((block) => block.startsWith('| figure'))
      .flatMap((block) =>
        block
          .trim()
          .split('\n')
          .filter((line) => line.startsWith('|')),
      )
      .map((line) => line.split(/(?<!\\)\|/).length)
    expect(new Set(widths)).toEqual(new Set([7]))
  })
})

describe('summary.md of a suite', () => {
  it('begins with what each change is worth and why the parts do not add up', () => {
    const { suite, reports } = sampleSuite()
    const text = suiteMarkdown(suite, reports)
    expect(text).toContain('| everything | deployment time | −191 min (−195 to −187) | 8.60 % (8.51–8.69) |')
    expect(text.indexOf('Parallel builds already hide')).toBeLessThan(text.indexOf('### reference/before'))
  })
})
