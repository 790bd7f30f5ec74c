import { expect, test } from 'vitest'
import type { Trend } from '../../../src/model/trend.ts'
import { renderTrends, terminalTrend } from '../../../src/report/trend/index.ts'

const trend = (of: Partial<Trend> = {}): Trend => ({
  title: 'mean of deployment.duration',
  unit: 'ms',
  points: Array.from({ length: 40 }, (_, i) => {
    const value = i < 25 ? 1_080_000 : 1_200_000
    return { value, low: value - 20_000, high: value + 20_000, label: `2026-01-${i + 1}` }
  }),
  changePoints: [{ index: 25, p: 0.002, before: 1_080_000, after: 1_200_000 }],
  ...of,
})

test('the terminal shows where a regime begins, and says by how much', () => {
  const text = terminalTrend(trend(), { color: false })
  expect(text).toContain('1 change point in 40 points')
  expect(text).toContain('from point 25 (2026-01-26) on: 20.0 min instead of 18.0 min (+11.1 %), p = 0.002')
  expect(text.split('\n').filter((line) => line.includes('┊'))).toHaveLength(12)
  expect(text.match(/●/g)).toHaveLength(40)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('one point, no point and hundreds of them are drawn too', () => {
  const points = trend().points
  const many = Array.from({ length: 12 }, () => points).flat()
  for (const some of [[], points.slice(0, 1), many]) {
    const text = terminalTrend(trend({ points: some, changePoints: [] }), { color: false })
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(renderTrends('history', [trend({ points: some, changePoints: [] })])).not.toMatch(/NaN|undefined/)
  }
})

test('the page has a point and a whisker a run, its change points in words, and loads nothing', () => {
  const html = renderTrends('history of <after>', [trend()])
  expect(html.match(/<circle/g)).toHaveLength(40)
  expect(html).toContain('<li>from point 25 (2026-01-26) on: 20.0 min instead of 18.0 min')
  expect(html).toContain('<h1>history of &lt;after&gt;</h1>')
  expect(html).toContain("default-src 'none'")
  expect(html).not.toMatch(/https?:/)
})
