import { describe, expect, it } from 'vitest'
import { DARK, LIGHT, type Palette } from '../../src/report/html/palette.ts'

/** Relative luminance, WCAG 2.2, definitions. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const TEXT = ['ink', 'muted', 'link', 'pass', 'fail', 'inconclusive'] as const
const MARKS = [
  'machine',
  'people',
  'waiting',
  'outline',
  'detect',
  'decide',
  'act',
  'verify',
  'pass',
  'fail',
  'inconclusive',
] as const

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] satisfies [string, Palette][])('the %s palette', (_, palette) => {
  it('is the reference value for black on white', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  })

  it.each(TEXT)('has 4.5 : 1 for %s text on the page and on panels', (name) => {
    expect(contrast(palette[name], palette.page)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette[name], palette.panel)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(MARKS)('has 3 : 1 for %s marks of charts', (name) => {
    expect(contrast(palette[name], palette.page)).toBeGreaterThanOrEqual(3)
  })

  it.each(['ink', 'pass', 'fail', 'inconclusive'] as const)('has 3 : 1 for %s intervals over the band', (name) => {
    expect(contrast(palette[name], palette.band)).toBeGreaterThanOrEqual(3)
  })
})
