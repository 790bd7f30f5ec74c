import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minutes } from '../../src/model/units.ts'
import { stackedBar } from '../../src/report/plot/bar.ts'
import { ganttAxis, ganttPath, ganttScale, ganttStage } from '../../src/report/plot/gantt.ts'
import { histogram } from '../../src/report/plot/histogram.ts'
import { intervalPlot } from '../../src/report/plot/interval.ts'
import { packLanes } from '../../src/report/plot/lanes.ts'
import { runsOf } from '../../src/report/plot/runs.ts'
import { around, linear, ticks, timeTicks } from '../../src/report/plot/scale.ts'
import { hostileReport } from './hostile.ts'
import { afterExample } from './sample.ts'
import { type Element, elements, parseXml } from './well-formed.ts'

const share = (element: Element, name: string): number => Number.parseFloat(element.attributes[name] ?? 'NaN')

describe('scales', () => {
  it('keep every value inside, and do not cross zero for values that do not', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const scale = around(values)
        expect(scale.low).toBeGreaterThanOrEqual(0)
        for (const value of values) expect(scale.at(value)).toBeGreaterThanOrEqual(0)
        for (const value of values) expect(scale.at(value)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('have few, round ticks inside their domain', () => {
    expect(timeTicks(linear(0, minutes(34)), 7).map((ms) => ms / 60_000)).toEqual([0, 5, 10, 15, 20, 25, 30])
    expect(timeTicks(linear(minutes(140), minutes(340)), 6).map((ms) => ms / 60_000)).toEqual([180, 240, 300])
    expect(ticks(linear(0, 0.074), 3)).toEqual([0, 0.05])
  })

  it('put a domain without extent into the middle', () => {
    expect(linear(5, 5).at(5)).toBe(0.5)
  })
})

describe('lanes', () => {
  it('never overlap, and lose nothing', () => {
    const spans = fc.array(fc.tuple(fc.nat(100), fc.nat(30)).map(([from, length]) => ({ from, to: from + length })))
    fc.assert(
      fc.property(spans, (items) => {
        const lanes = packLanes(items, (item) => item)
        expect(lanes.flat()).toHaveLength(items.length)
        for (const lane of lanes)
          for (const [i, item] of lane.slice(1).entries()) expect(item.from).toBeGreaterThanOrEqual(lane[i]!.to)
      }),
    )
  })
})

describe('a stacked bar', () => {
  it('has parts end to end on the given scale, with a tooltip each, and leaves out empty ones', () => {
    const svg = stackedBar(
      [
        { size: 30, className: 'machine', title: 'machines' },
        { size: 0, className: 'people', title: 'people' },
        { size: 20, className: 'waiting', title: 'waiting' },
      ],
      100,
      'build',
    )
    const boxes = elements(parseXml(svg.text), 'rect')
    expect(boxes.map((box) => [box.attributes.class, share(box, 'x'), share(box, 'width')])).toEqual([
      ['machine', 0, 30],
      ['waiting', 30, 20],
    ])
    expect(boxes.every((box) => box.children[0]?.name === 'title')).toBe(true)
  })
})

describe('an interval plot', () => {
  it('draws band, interval, figure and published value in their order on the scale', () => {
    const svg = intervalPlot({
      estimate: { value: 18.1, low: 17.8, high: 18.4, n: 1 },
      band: { low: 17.1, high: 18.9 },
      published: 18,
      status: 'pass',
      label: 'mean',
    })
    const root = parseXml(svg.text)
    const [band, whisker] = elements(root, 'rect')
    const [point] = elements(root, 'circle')
    expect(share(whisker!, 'x')).toBeGreaterThan(share(band!, 'x'))
    expect(share(whisker!, 'x') + share(whisker!, 'width')).toBeLessThan(share(band!, 'x') + share(band!, 'width'))
    expect(share(point!, 'cx')).toBeGreaterThan(share(whisker!, 'x'))
    expect(elements(root, 'path')).toHaveLength(1)
  })

  it('draws a point alone where there is no interval', () => {
    const root = parseXml(intervalPlot({ estimate: { value: 1, low: null, high: null, n: 1 }, label: 'x' }).text)
    expect([elements(root, 'circle').length, elements(root, 'rect').length]).toEqual([1, 0])
  })
})

describe('a histogram', () => {
  it('has a bar for each bin that is not empty, the tallest over the full height', () => {
    const svg = histogram(
      { fromMs: 0, binMs: minutes(1), counts: [1, 0, 4, 2] },
      { height: 120, label: 'times', marks: [{ at: minutes(2.5), label: 'mean', className: 'mean' }] },
    )
    const bins = elements(parseXml(svg.text), 'rect').filter((box) => box.attributes.class === 'bin')
    expect(bins.map((bin) => share(bin, 'x'))).toEqual([0, 50, 75])
    const heights = bins.map((bin) => share(bin, 'height'))
    expect(heights[1]! / heights[0]!).toBeCloseTo(4, 0)
  })
})

describe('a Gantt chart', () => {
  const example = afterExample('1.2', 'median', 1)
  const scale = ganttScale(example)

  it('has a bar for every job, critical ones marked, on the time axis of the deployment', () => {
    const jobs = example.jobs.filter((job) => job.stage === 'build')
    const bars = elements(parseXml(ganttStage('build', jobs, scale, []).text), 'rect').filter((box) =>
      /^job/.test(box.attributes.class ?? ''),
    )
    expect(bars).toHaveLength(jobs.length)
    expect(bars.filter((bar) => bar.attributes.class === 'job critical')).toHaveLength(1)
    expect(Math.max(...bars.map((bar) => share(bar, 'x') + share(bar, 'width')))).toBeLessThan(100)
  })

  it('shows the critical path from the trigger to the end without a hole', () => {
    const boxes = elements(parseXml(ganttPath(example.jobs, scale).text), 'rect')
    const spans = boxes.map((box) => [share(box, 'x'), share(box, 'x') + share(box, 'width')] as const)
    for (let at = 0.5; at < 99.5; at += 0.5)
      expect(
        spans.some(([from, to]) => from <= at && at <= to),
        `${at} %`,
      ).toBe(true)
  })

  it('is not stretched by the end of the observation, and lists the mark all the same', () => {
    const over = { ...example, marks: [...example.marks, { at: minutes(80), label: 'over: succeeded' }] }
    expect(ganttScale(over).high).toBe(scale.high)
    expect(elements(parseXml(ganttAxis(scale, over.marks).text), 'circle')).toHaveLength(1)
  })

  it('reaches to the last mark of a recovery', () => {
    const marks = [20, 70, 100, 101].map((at) => ({ at: minutes(at), label: `${at}` }))
    expect(ganttScale({ ...example, marks }).high).toBe(minutes(101))
  })

  it('joins steps of one kind that follow each other, so that 300 roll-outs are one box', () => {
    const steps = Array.from({ length: 300 }, (_, i) => ({ step: 'rollout', from: i * 10, to: i * 10 + 10 }))
    expect(runsOf([...steps, { step: 'command', from: 3_000, to: 3_500 }])).toEqual([
      { kind: 'machine', from: 0, to: 3_000, words: ['rollout'] },
      { kind: 'people', from: 3_000, to: 3_500, words: ['commands typed by hand'] },
    ])
  })

  it('puts marks that are close to each other into rows below each other', () => {
    const marks = [1, 1.2, 9].map((at) => ({ at: minutes(at), label: `at ${at}` }))
    const flags = elements(parseXml(ganttAxis(linear(0, minutes(20)), marks).text), 'svg').slice(1)
    expect(flags.map((flag) => flag.attributes.y)).toEqual(['9', '27', '9'])
  })

  it('draws 600 jobs in lanes that fit a screen', () => {
    const jobs = Array.from({ length: 600 }, (_, i) => ({
      ...example.jobs[0]!,
      job: `build:${i}`,
      queued: 0,
      started: minutes(i % 60),
      finished: minutes((i % 60) + 1),
    }))
    const root = parseXml(ganttStage('build', jobs, linear(0, minutes(61)), []).text)
    expect(Number(root.attributes.height)).toBeLessThan(120)
  })
})

it('every chart is well-formed with hostile names', () => {
  const report = hostileReport()
  const example = report.examples[0]!
  const scale = ganttScale(example)
  const charts = [
    ganttStage('x', example.jobs, scale, example.marks),
    ganttPath(example.jobs, scale),
    ganttAxis(scale, example.marks),
  ]
  for (const chart of charts) expect(elements(parseXml(chart.text), 'script')).toEqual([])
})
