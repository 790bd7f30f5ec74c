import { describe, expect, it } from 'vitest'
import { ErrorRule } from '../../../harness/observation/error-rule.ts'

const rule = () => new ErrorRule({ threshold: 0.02, for: 60, range: 30 })

describe('the alert on lost requests', () => {
  it('takes the increase over its range, so that old errors are forgotten', () => {
    const errors = rule()
    errors.scrape({ at: 0, sent: 0, lost: 0 })
    errors.scrape({ at: 15, sent: 100, lost: 50 })
    expect(errors.ratio).toBe(0.5)
    errors.scrape({ at: 30, sent: 200, lost: 50 })
    errors.scrape({ at: 45, sent: 300, lost: 50 })
    expect(errors.ratio).toBe(0)
    expect(errors.from).toBe(15)
  })

  it('fires when it was over its threshold at every evaluation for so long', () => {
    const errors = rule()
    const states = [0, 30, 60, 90].map((at) => {
      errors.scrape({ at, sent: at * 10, lost: at })
      return errors.evaluate(at)
    })
    expect(states).toEqual(['inactive', 'pending', 'pending', 'firing'])
  })

  it('begins anew when one evaluation finds nothing', () => {
    const errors = rule()
    errors.scrape({ at: 0, sent: 0, lost: 0 })
    errors.scrape({ at: 30, sent: 100, lost: 100 })
    expect(errors.evaluate(30)).toBe('pending')
    errors.scrape({ at: 60, sent: 200, lost: 100 })
    expect(errors.evaluate(60)).toBe('inactive')
    expect(errors.isOver).toBe(false)
    errors.scrape({ at: 90, sent: 300, lost: 200 })
    expect(errors.evaluate(90)).toBe('pending')
    errors.scrape({ at: 120, sent: 400, lost: 300 })
    expect(errors.evaluate(120)).toBe('pending')
  })

  it('is inactive without requests', () => {
    const errors = rule()
    expect(errors.evaluate(0)).toBe('inactive')
    errors.scrape({ at: 0, sent: 5, lost: 5 })
    errors.scrape({ at: 15, sent: 5, lost: 5 })
    expect(errors.evaluate(15)).toBe('inactive')
  })
})
