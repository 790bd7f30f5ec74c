import { describe, expect, it } from 'vitest'
import { deploymentsSchema } from '../../../src/model/deployments.ts'
import { days, hours, minutes } from '../../../src/model/units.ts'
import { midnightOf, triggerTime, workingDayOf } from '../../../src/world/sim/calendar.ts'

const deployments = (more: object) =>
  deploymentsSchema.parse({ perDay: 4, officeHours: { from: hours(9), to: hours(17) }, ...more })

describe('the calendar of a stretch', () => {
  it('skips weekends', () => {
    expect([0, 4, 5, 9, 10].map(midnightOf)).toEqual([0, days(4), days(7), days(11), days(14)])
  })

  it('knows the working day of an instant, a weekend belonging to the Friday before', () => {
    expect(workingDayOf(days(4) + hours(12))).toBe(4)
    expect(workingDayOf(days(6))).toBe(4)
    expect(workingDayOf(days(7))).toBe(5)
  })

  it('spreads scheduled deployments evenly over the office hours, each with its jitter', () => {
    const at = [0, 1, 2, 3, 4].map((slot) => triggerTime(deployments({}), slot, 0.9, minutes(5)))
    expect(at).toEqual([9, 11, 13, 15, 24 + 9].map((hour) => hours(hour) + minutes(5)))
  })

  it('lets random deployments come anywhere in their slot', () => {
    expect(triggerTime(deployments({ arrival: 'poisson' }), 1, 0.25, 0)).toBe(hours(11.5))
  })

  it('works for less than one deployment a day', () => {
    const weekly = deployments({ perDay: 0.2 })
    expect([0, 1, 2].map((slot) => workingDayOf(triggerTime(weekly, slot, 0.5, 0)))).toEqual([0, 5, 10])
  })
})
