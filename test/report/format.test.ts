import { describe, expect, it } from 'vitest'
import { minutes, seconds } from '../../src/model/units.ts'
import { exact, fixed, whole } from '../../src/report/format/number.ts'
import {
  columnOf,
  formatEstimate,
  formatExact,
  formatRange,
  formatShare,
  formatSigned,
  formatValue,
  formatWithInterval,
} from '../../src/report/format/quantity.ts'

const between = (value: number, low: number | null, high: number | null) => ({ value, low, high, n: 100 })

describe('numbers in print', () => {
  it('group thousands and have a real minus sign, but not before zero', () => {
    expect([whole(20_000), whole(-1_234_567), fixed(-0.001, 1), fixed(-2.5, 1)]).toEqual([
      '20,000',
      '−1,234,567',
      '0.0',
      '−2.5',
    ])
  })

  it('lose idle zeros when they were given rather than measured', () => {
    expect([exact(18), exact(0.3), exact(100), exact(0.12345)]).toEqual(['18', '0.3', '100', '0.1235'])
  })
})

describe('quantities in print', () => {
  it('show three significant digits of a measured time, in minutes, seconds or hours', () => {
    expect(
      [minutes(210.4), minutes(18.16), minutes(8.2), seconds(66), minutes(1_500)].map((ms) => formatValue(ms, 'ms')),
    ).toEqual(['210 min', '18.2 min', '8.20 min', '66.0 s', '25.0 h'])
  })

  it('show shares as percent, and a missing figure as a dash', () => {
    expect([formatValue(0.0031, 'ratio'), formatValue(0.151, 'ratio'), formatValue(null, 'ms')]).toEqual([
      '0.31 %',
      '15.1 %',
      '–',
    ])
  })

  it('show what was given without digits that nobody wrote', () => {
    expect([formatExact(minutes(18), 'ms'), formatExact(0.003, 'ratio'), formatExact(47, 'count')]).toEqual([
      '18 min',
      '0.3 %',
      '47',
    ])
  })

  it('give an interval the unit and the decimals of its figure', () => {
    expect(formatWithInterval(between(minutes(18.1), minutes(17.84), minutes(18.37)), 'ms')).toBe(
      '18.1 min (17.8–18.4)',
    )
    expect(formatWithInterval(between(seconds(95), seconds(80), seconds(110)), 'ms')).toBe('1.58 min (1.33–1.83)')
  })

  it('have three digits on either side of a power of ten', () => {
    expect([0.0999, 0.09999, 0.1].map((share) => formatValue(share, 'ratio'))).toEqual(['9.99 %', '10.0 %', '10.0 %'])
  })

  it('never let a narrow interval look like a point', () => {
    expect(formatEstimate(between(minutes(210), minutes(209.9), minutes(210.2)), 'ms').interval).toBe('209.9–210.2')
    expect(formatEstimate(between(2, 2, 2), 'count').interval).toBe('2.00–2.00')
  })

  it('have no interval where the data allow none, and say so', () => {
    expect(formatEstimate(between(minutes(18), null, null), 'ms')).toEqual({ value: '18.0 min', interval: null })
    expect(formatWithInterval(between(minutes(18), null, null), 'ms')).toBe('18.0 min (no interval)')
  })

  it('show differences with their sign, those of shares in percentage points', () => {
    expect(formatSigned(between(minutes(-191), minutes(-195), minutes(-187)), 'ms')).toEqual({
      value: '−191 min',
      interval: '−195 to −187',
    })
    expect(formatSigned(between(0.021, 0.01, 0.03), 'ratio').value).toBe('+2.10 %-points')
  })

  it('share a unit in a column, so that they can be compared', () => {
    const time = columnOf(minutes(18), 'ms')
    expect([minutes(4.7), seconds(66), 0].map(time)).toEqual(['4.7 min', '1.1 min', '0.0 min'])
  })

  it('print bands and shares without idle digits', () => {
    expect(formatRange(minutes(22.32), minutes(25.68), 'ms')).toBe('22.3–25.7 min')
    expect([formatShare(29, 100), formatShare(4, 1_000), formatShare(0, 5), formatShare(0, 0)]).toEqual([
      '29 %',
      '0.4 %',
      '0 %',
      '–',
    ])
  })
})
