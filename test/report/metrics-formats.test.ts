import { describe, expect, it } from 'vitest'
import { bencherJson, githubActionBenchmarkJson, gitlabMetrics, prometheusText } from '../../src/report/index.ts'
import { hostileReport } from './hostile.ts'
import { afterReport, beforeReport } from './sample.ts'

const SAMPLE = /^[a-z_]+\{([a-z_]+="(?:[^"\\\n]|\\\\|\\"|\\n)*",?)+\} -?\d+(\.\d+)?(e[+-]\d+)?$/

describe('Prometheus text', () => {
  it('has a family once, with help and type before its samples, for any number of reports', () => {
    const lines = prometheusText([beforeReport(), afterReport()]).trimEnd().split('\n')
    const types = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2])
    expect(new Set(types).size).toBe(types.length)
    for (const line of lines.filter((l) => !l.startsWith('#'))) expect(line).toMatch(SAMPLE)
  })

  it('gives times in seconds with the ends of their intervals', () => {
    expect(prometheusText([afterReport()])).toContain(
      'seatrial_duration_seconds{scenario="reference/after",environment="sim",metric="deployment.duration",statistic="mean",bound="value"} 1086\n',
    )
  })

  it('says of each target whether it passes', () => {
    const values = [...prometheusText([afterReport()]).matchAll(/seatrial_target_status\{.*\} (-?\d)/g)].map(
      ([, v]) => v,
    )
    expect(values).toEqual(['1', '1', '1', '0', '-1'])
  })

  it('escapes names', () => {
    for (const line of prometheusText([hostileReport()])
      .trimEnd()
      .split('\n')
      .filter((l) => !l.startsWith('#')))
      expect(line).toMatch(SAMPLE)
  })
})

describe('metrics report of GitLab', () => {
  /** As GitLab reads a line: what follows a `#` is a comment, the rest is split like words of a shell. */
  const read = (line: string): string[] => {
    const text = line.replace(/#.*$/, '')
    if (!/^(?:[^"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')*$/.test(text)) return ['an open quote']
    return text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? []
  }

  it('gives each sample one name and one number, whatever the names hold', () => {
    const report = hostileReport()
    report.scenario.name = `service #3 "of" 'four' ${report.scenario.name}`
    const samples = prometheusText([report])
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(read(samples[0]!)).toEqual(['an open quote'])
    const lines = gitlabMetrics([report]).split('\n').map(read)
    const metrics = lines.filter((words) => words.length > 0)
    expect(metrics).toHaveLength(samples.length)
    for (const metric of metrics)
      expect(metric).toEqual([expect.stringMatching(/^seatrial_/), expect.stringMatching(/^-?[\d.e+-]+$/)])
  })

  it('is OpenMetrics text: no empty line, and # EOF as the last one', () => {
    const lines = gitlabMetrics([beforeReport(), afterReport()]).split('\n')
    expect(lines.slice(-2)).toEqual(['# EOF', ''])
    expect(lines.slice(0, -1)).not.toContain('')
  })
})

describe('Bencher Metric Format', () => {
  it('has a benchmark a figure with its interval, times as latency in nanoseconds', () => {
    const benchmarks = JSON.parse(bencherJson([afterReport()]))
    expect(benchmarks['reference/after deployment.duration mean'].latency.value).toBe(1_086_000 * 1_000_000)
    expect(Object.keys(benchmarks['reference/after change.failure.rate'].rate)).toEqual([
      'value',
      'lower_value',
      'upper_value',
    ])
  })

  it('leaves out ends that do not exist', () => {
    const report = afterReport()
    Object.assign(report.rates['change.failure.rate']!, { low: null, high: null })
    expect(Object.keys(JSON.parse(bencherJson([report]))['reference/after change.failure.rate'].rate)).toEqual([
      'value',
    ])
  })
})

describe('JSON of github-action-benchmark', () => {
  it('is a list of figures of which less is better', () => {
    const entries = JSON.parse(githubActionBenchmarkJson([afterReport()])) as {
      name: string
      unit: string
      value: number
    }[]
    expect(entries[0]).toMatchObject({
      name: 'reference/after deployment.duration mean',
      unit: 'ms',
      value: 1_086_000,
      extra: '20000 deployments, seed 1',
    })
    expect(entries.some(({ name }) => name.includes('cache.hit.ratio'))).toBe(false)
  })
})
