import type { Deployments } from '../../model/deployments.ts'
import { days, type Millis } from '../../model/units.ts'

const WORKING_DAYS = 5
const WEEK = 7

/** Midnight before working day `day` of a stretch, which begins on a Monday. */
export const midnightOf = (day: number): Millis => days(Math.floor(day / WORKING_DAYS) * WEEK + (day % WORKING_DAYS))

/** The working day that an instant lies in, or the last one before it. */
export function workingDayOf(at: Millis): number {
  const day = Math.floor(at / days(1))
  return Math.floor(day / WEEK) * WORKING_DAYS + Math.min(day % WEEK, WORKING_DAYS - 1)
}

/**
 * When deployment `slot` of a stretch is triggered, slots counted from 0 with the warm-up. `u` in (0, 1) places it inside
 * its slot: `scheduled` deployments come at the start of their slot plus the jitter, `poisson` ones anywhere in it.
 */
export function triggerTime(deployments: Deployments, slot: number, u: number, jitter: Millis): Millis {
  const { from, to } = deployments.officeHours
  const length = (to - from) / deployments.perDay
  const day = Math.floor(slot / deployments.perDay)
  const within = (slot - day * deployments.perDay) * length
  const offset = deployments.arrival === 'poisson' ? u * length : Math.min(jitter, length)
  return Math.round(midnightOf(day) + from + within + offset)
}
