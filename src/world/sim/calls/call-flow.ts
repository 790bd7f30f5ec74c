import type { Calls } from '../../../model/mechanisms/calls.ts'
import type { CallGraph } from './call-graph.ts'
import { type Retried, retried } from './retries.ts'

/** Rounds after which the flow is taken as it is. */
const ROUNDS = 200
/** Rounds that take the whole step; later ones take half of it, so that an overload that swings settles in the middle. */
const WHOLE_STEPS = 8
/** Change of a failure share below which nothing more will happen. */
const SETTLED = 1e-7

/** What is wrong at an instant, by service and by third party. */
export interface Disturbances {
  /** Share of the requests that a service fails by itself. */
  readonly own: Float64Array
  /** Share of its pods that are ready. */
  readonly ready: Float64Array
  /** Share of the attempts to call a third party that fail. */
  readonly thirdParties: Float64Array
}

/** Nothing is wrong but what third parties do anyway. */
export const undisturbed = (graph: CallGraph, thirdParties: Float64Array): Disturbances => ({
  own: new Float64Array(graph.usual.length),
  ready: new Float64Array(graph.usual.length).fill(1),
  thirdParties,
})

/**
 * Requests as flows through the call graph. A request fails when its service fails it, has no capacity for it, or when a call
 * that it needs fails in the end; failed calls are tried again within the retry budget. Retries are load, so an overloaded service
 * gets more of what it cannot serve, and so do those that it calls. Refusing costs nothing here: an overload ends with its cause
 * and does not keep itself up, as it can where work is done for callers that have given up (N. Bronson et al., "Metastable
 * Failures in Distributed Systems", HotOS 2021).
 */
export class CallFlow {
  /** Requests per second that reach each service, retries included. */
  readonly rate: Float64Array
  /** Share of the requests to each service that fail. */
  readonly failing: Float64Array
  /** Calls per second between services that are second attempts or later. */
  retries = 0
  private readonly graph: CallGraph
  private readonly settings: Calls
  private readonly refused: Float64Array
  private readonly retried: Retried = { attempts: 1, failed: 0 }

  constructor(graph: CallGraph, settings: Calls) {
    this.graph = graph
    this.settings = settings
    this.rate = Float64Array.from(graph.usual)
    this.failing = new Float64Array(graph.usual.length)
    this.refused = new Float64Array(graph.usual.length)
  }

  /** Lets the flow settle under these disturbances. */
  settle(disturbances: Disturbances): void {
    for (let round = 0; round < ROUNDS; round++) {
      this.spread(disturbances)
      if (this.answer(disturbances, round < WHOLE_STEPS ? 1 : 0.5) < SETTLED) return
    }
  }

  /** Attempts per second to call each third party, whose attempts fail so often. */
  thirdPartyRates(failing: Float64Array, into: Float64Array): Float64Array {
    const { graph, settings } = this
    into.fill(0)
    for (const s of graph.order) {
      const served = this.rate[s]! * (1 - this.refused[s]!)
      for (const t of graph.thirdParties[s]!) {
        into[t]! += served * settings.thirdPartyShare * this.retry(failing[t]!).attempts
      }
    }
    return into
  }

  /** User requests per second that fail. */
  get usersFailing(): number {
    let sum = 0
    for (let s = 0; s < this.failing.length; s++) sum += this.graph.users[s]! * this.failing[s]!
    return sum
  }

  /** All requests as a multiple of those when nothing fails: above 1 by retries, below 1 by calls that are not made. */
  get amplification(): number {
    let now = 0
    let usual = 0
    for (let s = 0; s < this.rate.length; s++) {
      now += this.rate[s]!
      usual += this.graph.usual[s]!
    }
    return usual === 0 ? 1 : now / usual
  }

  /** Load goes down the graph. */
  private spread({ own, ready }: Disturbances): void {
    const { graph, rate, refused, settings } = this
    rate.set(graph.users)
    this.retries = 0
    for (const s of graph.order) {
      refused[s] = 1 - (1 - own[s]!) * (1 - this.overload(s, ready))
      const served = rate[s]! * (1 - refused[s]!)
      for (const d of graph.calls[s]!) {
        const calls = served * settings.share
        const { attempts } = this.retry(this.failing[d]!)
        rate[d]! += calls * attempts
        this.retries += calls * (attempts - 1)
      }
    }
  }

  /** Failures come up the graph. Returns the largest change. */
  private answer({ thirdParties }: Disturbances, step: number): number {
    const { graph, failing, refused, settings } = this
    let change = 0
    for (let i = graph.order.length - 1; i >= 0; i--) {
      const s = graph.order[i]!
      let fine = 1 - refused[s]!
      for (const d of graph.calls[s]!) fine *= 1 - settings.share * this.retry(failing[d]!).failed
      for (const t of graph.thirdParties[s]!) fine *= 1 - settings.thirdPartyShare * this.retry(thirdParties[t]!).failed
      const by = step * (1 - fine - failing[s]!)
      failing[s]! += by
      if (Math.abs(by) > change) change = Math.abs(by)
    }
    return change
  }

  /** Share of the requests that find no capacity. */
  private overload(s: number, ready: Float64Array): number {
    const capacity = this.graph.usual[s]! * this.settings.headroom * ready[s]!
    const rate = this.rate[s]!
    return rate > capacity ? 1 - capacity / rate : 0
  }

  private retry(failing: number): Retried {
    const { retries, retryBudget } = this.settings
    if (failing > 0) return retried(failing, retries, retryBudget, this.retried)
    this.retried.attempts = 1
    this.retried.failed = 0
    return this.retried
  }
}
