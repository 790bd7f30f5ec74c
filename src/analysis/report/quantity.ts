import { significant, type Unit } from './rounding.ts'

/** A figure in words for sentences: `18 min`, `1.5 s`, `0.3 %`, `47`, `0.5 h`. Four significant digits. */
export function quantity(value: number, unit: Unit): string {
  const sign = value < 0 ? '−' : ''
  const size = Math.abs(value)
  const write = (x: number, word: string): string => `${sign}${significant(x, 4)}${word}`
  switch (unit) {
    case 'ms':
      if (size >= 60_000) return write(size / 60_000, ' min')
      return size >= 1_000 ? write(size / 1_000, ' s') : write(size, ' ms')
    case 'ratio':
      return write(size * 100, ' %')
    case 'hours':
      return write(size, ' h')
    case 'minutes':
      return write(size, ' min')
    case 'USD':
      return write(size, ' USD')
    case 'count':
      return write(size, '')
  }
}
