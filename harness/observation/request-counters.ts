import type { Process } from '../../src/kernel/index.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { Place } from '../kind/facts.ts'

/** One service in one region of production. */
export interface UsedService {
  readonly service: string
  readonly region: string
}

/** A counter of requests at an instant. It only grows, and starts from 0 again when whoever counts does. */
export interface RequestCounter {
  /** What tells it from every other counter of the service. */
  readonly series: string
  readonly value: number
  /** Whether it counts requests that failed. Each request is in one counter. */
  readonly isFailed: boolean
}

/** Where the alert on a service's errors takes its numbers from. */
export interface RequestCounters {
  /** Whether requests to a service can be counted in a place. */
  covers(service: string, place: Place): boolean
  /** Reads the counters as they are now; undefined while there is nobody to count. */
  read(deployment: Deployment, used: UsedService): Process<readonly RequestCounter[] | undefined>
  /** When the first request failed, of those since `since`, in the kernel's time; undefined when that is not known. */
  firstFailed(deployment: Deployment, used: UsedService, since: Millis): Millis | undefined
}
