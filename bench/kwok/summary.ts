import type { Millis } from '../../src/model/units.ts'
import type { RolledOut } from './measure.ts'

/** Client time and ready time of one service over its regions, or of all. */
export interface Times {
  /** From the first request to the last answer. */
  readonly client: Millis
  /** From the last answer until everything is available. */
  readonly ready: Millis
  readonly total: Millis
}

/** The times of some of the orders; `readyAt` says when each was ready (measured or predicted). */
export function timesOf(orders: readonly RolledOut[], readyAt: (order: RolledOut) => Millis): Times {
  const from = Math.min(...orders.map((order) => order.from))
  const applied = Math.max(...orders.map((order) => order.applied))
  const ready = Math.max(applied, ...orders.map(readyAt))
  return { client: applied - from, ready: ready - applied, total: ready - from }
}

/** A row a service, sorted by name. */
export function byService(orders: readonly RolledOut[]): ReadonlyMap<string, readonly RolledOut[]> {
  return Map.groupBy(orders, ({ release }) => release.service)
}

/** Seconds with one digit. */
const seconds = (ms: Millis): string => (ms / 1_000).toFixed(1)

/** One line of a table of times. */
export const line = (name: string, times: Times, predicted: readonly Times[]): string =>
  [
    name.padEnd(24),
    seconds(times.client).padStart(9),
    seconds(times.ready).padStart(9),
    ...predicted.map(({ ready }) => seconds(ready).padStart(11)),
    seconds(times.total).padStart(9),
  ].join(' ')

/** The heading over {@link line}. */
export const heading = (predictions: readonly string[]): string =>
  [
    'seconds'.padEnd(24),
    'client'.padStart(9),
    'ready'.padStart(9),
    ...predictions.map((name) => name.padStart(11)),
    'total'.padStart(9),
  ].join(' ')
