import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { terminalReport, terminalSuite } from '../../src/report/index.ts'
import { HOSTILE, hostileReport } from './hostile.ts'
import { afterReport, beforeReport } from './sample.ts'
import { sampleSuite } from './sample-suite.ts'

const tooLong = (text: string): string[] => text.split('\n').filter((line) => [...line].length > 80)

describe('the report on a terminal', () => {
  it('has no line above 80 characters', () => {
    const { suite, reports } = sampleSuite()
    for (const report of [beforeReport(), afterReport()])
      expect(tooLong(terminalReport(report, { color: false }))).toEqual([])
    expect(tooLong(terminalSuite(suite, reports, { color: false }))).toEqual([])
  })

  it('has no line above 80 characters when names and intervals are long', () => {
    const report = afterReport()
    report.scenario.name = 'a-scenario-with-a-name-that-goes-on-and-on'.repeat(3)
    report.notes = ['x'.repeat(300)]
    for (const { observed } of report.verdicts)
      Object.assign(observed, { low: (observed.value ?? 0) * 0.99999, high: (observed.value ?? 0) * 1.00001 })
    for (const m of Object.values(report.measurements))
      Object.assign(m.mean, { low: (m.mean.value ?? 0) * 0.99999, high: (m.mean.value ?? 0) * 1.00001 })
    expect(tooLong(terminalReport(report, { color: false }))).toEqual([])
  })

  it('sets published, simulated with its interval, target and verdict beside each other', () => {
    const text = terminalReport(afterReport(), { color: false })
    expect(text).toMatch(/published +simulated +target +verdict/)
    expect(text).toMatch(/deployment mean +18 min +18\.1 min \(17\.8–18\.4\) +17\.1–18\.9 min +✓ pass/)
    expect(text).toMatch(/recovery mean .* ≤ 5 min +✗ fail/)
  })

  it('says why a target is not met and what an open one still takes', () => {
    const text = terminalReport(afterReport(), { color: false }).replace(/\s+/g, ' ')
    expect(text).toContain('3,049 more deployments are needed to say')
    expect(text).toContain('the lower 95 % bound is 7.46 min, asked for ≤ 5 min')
  })

  it('draws where the minutes go: bars as long as their time, the longest over the full width', () => {
    const bars = terminalReport(beforeReport(), { color: false })
      .split('\n')
      .flatMap((line) => /^(\S+) +([█▓░]+) +([\d.]+) min/.exec(line)?.slice(1) ?? [])
    const lengths = bars.filter((_, i) => i % 3 === 1).map((bar) => bar.length)
    const times = bars.filter((_, i) => i % 3 === 2).map(Number)
    expect(times).toEqual([45, 49.8, 55, 59.6])
    for (const [i, length] of lengths.entries()) expect(length / lengths[3]!).toBeCloseTo(times[i]! / times[3]!, 1)
  })

  it('shows what each comparison of a suite is about, whole, and which intervals include zero', () => {
    const { suite, reports } = sampleSuite()
    const label = 'a guard that refuses to go back where going back would damage what the users have'
    const about = (metric: string, low: number) => ({
      ...suite.comparisons[1]!,
      ...{ label: `${label} ${low}`, metric, main: true },
      difference: { value: -0.147, low, high: low + 0.1, n: 4_000 },
    })
    const comparisons = [about('data.corruption.rate', -0.2), about('pipeline.failure.rate', -0.05)]
    const text = terminalSuite({ ...suite, comparisons }, reports, { color: false })
    const words = text.replaceAll(/\s+/g, ' ')
    expect(tooLong(text)).toEqual([])
    expect(text.slice(text.indexOf('what changes'))).not.toContain('…')
    expect(words).toContain('data corruption rate −14.7 %-points (−20.0 to −10.0)')
    expect(words).toContain(`No difference is shown by these intervals, which include zero: ${label} -0.05.`)
    const sure = terminalSuite({ ...suite, comparisons: [comparisons[0]!] }, reports, { color: false })
    expect(sure).toContain('Every interval excludes zero.')
  })

  it('draws before and after on one scale in a suite', () => {
    const { suite, reports } = sampleSuite()
    const text = terminalSuite(suite, reports, { color: false })
    const bar = (line: RegExp): number => line.exec(text)?.[1]?.length ?? 0
    expect(bar(/build +before +([█▓░]+)/)).toBeGreaterThan(8 * bar(/build +before.*\n +after +([█▓░]+)/))
    expect(bar(/build +before.*\n +after +([█▓░]+)/)).toBeGreaterThan(0)
    expect(text).toContain('Why the sum of the parts is not the whole')
  })

  it('colours only when asked to, and the text is the same', () => {
    const coloured = terminalReport(afterReport(), { color: true })
    const text = terminalReport(afterReport(), { color: false })
    expect(coloured).not.toBe(text)
    expect(stripVTControlCharacters(coloured)).toBe(text)
    expect(stripVTControlCharacters(text)).toBe(text)
  })

  it('lets no control character of a name through', () => {
    const text = terminalReport(hostileReport(), { color: false })
    expect(HOSTILE).toContain('\u001b')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  })

  it('leaves out columns that nothing was published or asked for in', () => {
    const report = afterReport()
    report.verdicts = []
    report.published = []
    expect(terminalReport(report, { color: false })).not.toMatch(/published|target|verdict/)
  })
})
