import { z } from 'zod'
import { millisSchema } from '../../src/model/schema.ts'
import { minutes, seconds } from '../../src/model/units.ts'

/** Requests a second that are sent at most, whatever is asked for: this is a measurement, not a load test. */
export const MAX_RATE = 200

/** How long requests are sent at most for one deployment, whatever is asked for. */
export const MAX_DURATION = minutes(120)

/** How requests are sent to services while they are deployed. */
export const trafficSchema = z.strictObject({
  /** All services together; less where those of the scenario get less. */
  requestsPerSecond: z
    .number()
    .min(1, { error: 'expected at least 1 request a second' })
    .max(MAX_RATE, { error: `expected at most ${MAX_RATE} requests a second` })
    .default(50),
  /** For one deployment. Sending ends by itself then, whatever became of whoever started it. */
  maxDurationMs: millisSchema
    .min(seconds(1), { error: 'expected at least 1000 ms' })
    .max(MAX_DURATION, { error: `expected at most ${MAX_DURATION} ms` })
    .default(minutes(30)),
  /** A request without an answer after so long is lost. */
  timeoutMs: millisSchema
    .min(100, { error: 'expected at least 100 ms' })
    .max(seconds(60), { error: 'expected at most 60000 ms' })
    .default(seconds(5)),
  /** A connection for each request, so that each is balanced anew, or connections that are kept and used again. */
  connections: z.enum(['new', 'kept']).default('new'),
})
export type TrafficSettings = z.output<typeof trafficSchema>
