import { describe, expect, it } from 'vitest'
import { ErrorRule } from '../../../harness/observation/error-rule.ts'
import type { RequestCounter } from '../../../harness/observation/request-counters.ts'

const rule = () => new ErrorRule({ threshold: 0.02, for: 60, range: 30 })

/** Counters of clients who have sent so many requests. */
const counted = (sent: number, lost: number): RequestCounter[] => [
  { series: 'answered', value: sent - lost, isFailed: false },
  { series: 'lost', value: lost, isFailed: true },
]

describe('the alert on lost requests', () => {
  it('takes the increase over its range, so that old errors are forgotten', () => {
    const errors = rule()
    errors.scrape(0, counted(0, 0))
    errors.scrape(15, counted(100, 50))
    expect(errors.ratio).toBe(0.5)
    errors.scrape(30, counted(200, 50))
    errors.scrape(45, counted(300, 50))
    expect(errors.ratio).toBe(0)
    expect(errors.from).toBe(15)
  })

  it('fires when it was over its threshold at every evaluation for so long', () => {
    const errors = rule()
    const states = [0, 30, 60, 90].map((at) => {
      errors.scrape(at, counted(at * 10, at))
      return errors.evaluate(at)
    })
    expect(states).toEqual(['inactive', 'pending', 'pending', 'firing'])
  })

  it('begins anew when one evaluation finds nothing', () => {
    const errors = rule()
    errors.scrape(0, counted(0, 0))
    errors.scrape(30, counted(100, 100))
    expect(errors.evaluate(30)).toBe('pending')
    errors.scrape(60, counted(200, 100))
    expect(errors.evaluate(60)).toBe('inactive')
    expect(errors.isOver).toBe(false)
    errors.scrape(90, counted(300, 200))
    expect(errors.evaluate(90)).toBe('pending')
    errors.scrape(120, counted(400, 300))
    expect(errors.evaluate(120)).toBe('pending')
  })

  it('is inactive without requests', () => {
    const errors = rule()
    expect(errors.evaluate(0)).toBe('inactive')
    errors.scrape(0, counted(5, 5))
    errors.scrape(15, counted(5, 5))
    expect(errors.evaluate(15)).toBe('inactive')
  })
})
