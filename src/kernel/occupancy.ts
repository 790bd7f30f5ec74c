import type { Millis } from '../model/units.ts'
import { InvariantError } from './errors.ts'
import type { Kernel } from './kernel.ts'

/** The counts of a resource as it keeps them itself; the accounts below are checked against them. */
export interface Population {
  /** How many are in line. */
  readonly waiting: number
  /** How many are being served. */
  readonly inUse: number
}

/** What a resource's accounts say about the run so far; times in ms, averages over `0…now`. */
export interface OccupancyReport {
  readonly arrivals: number
  /** Those who left: served, or gave up in line. */
  readonly departures: number
  readonly meanInLine: number
  readonly meanInService: number
  /** Time in line per arrival, counting those still in line up to now. */
  readonly meanWait: Millis
  /** Time in line and in service per arrival, counting those still there up to now. */
  readonly meanSojourn: Millis
}

/** One side of a resource, its line or its service: who came when, who left when, and the integral of how many were there. */
interface Account {
  entered: number
  left: number
  enteredAt: number
  leftAt: number
  area: number
}

/** Sums of instants stay exact below 2^53; beyond, allow for their rounding. */
const RELATIVE_ROUNDING = 1e-9

/**
 * Keeps what Little's law relates (J. D. C. Little, "A proof for the queuing formula L = λW", 1961) on one resource: the
 * time-average number there, the arrivals, and their total sojourn. Over a finite horizon, with those still there counted up to
 * now, L = λW is an accounting identity: it holds exactly or the resource lost or invented somebody.
 *
 * The integral uses the resource's own counts while sojourns come from the events, so that the two sides are independent.
 */
export class Occupancy {
  private readonly kernel: Kernel
  private readonly name: string
  private readonly population: Population
  private readonly line: Account = { entered: 0, left: 0, enteredAt: 0, leftAt: 0, area: 0 }
  private readonly service: Account = { entered: 0, left: 0, enteredAt: 0, leftAt: 0, area: 0 }
  private readonly openedAt: Millis
  private updatedAt: Millis

  private constructor(kernel: Kernel, name: string, population: Population) {
    this.kernel = kernel
    this.name = name
    this.population = population
    this.openedAt = kernel.now
    this.updatedAt = kernel.now
  }

  /** Accounts for a resource when its kernel checks Little's law, else nothing. */
  static of(kernel: Kernel, name: string, population: Population): Occupancy | undefined {
    if (kernel.occupancies === undefined) return undefined
    const occupancy = new Occupancy(kernel, name, population)
    kernel.occupancies.push(occupancy)
    return occupancy
  }

  /** Somebody joins the line. Like every note, call it before the resource's own counts change. */
  arrived(): void {
    this.integrate()
    enter(this.line, this.kernel.now)
  }

  /** Somebody goes from the line into service. */
  started(): void {
    this.integrate()
    leave(this.line, this.kernel.now)
    enter(this.service, this.kernel.now)
  }

  /** Somebody leaves the line without being served. */
  gaveUp(): void {
    this.integrate()
    leave(this.line, this.kernel.now)
  }

  /** Somebody leaves service. */
  finished(): void {
    this.integrate()
    leave(this.service, this.kernel.now)
  }

  /** The averages so far. */
  report(): OccupancyReport {
    this.integrate()
    const elapsed = this.updatedAt - this.openedAt
    const arrivals = this.line.entered
    const inLine = this.sojourn(this.line)
    return {
      arrivals,
      departures: this.line.left - this.service.entered + this.service.left,
      meanInLine: ratio(this.line.area, elapsed),
      meanInService: ratio(this.service.area, elapsed),
      meanWait: ratio(inLine, arrivals),
      meanSojourn: ratio(inLine + this.sojourn(this.service), arrivals),
    }
  }

  /** Throws {@link InvariantError} when the line or the service violates L = λW. */
  check(): void {
    this.integrate()
    this.checkAccount('line', this.line, this.population.waiting)
    this.checkAccount('service', this.service, this.population.inUse)
  }

  private checkAccount(side: string, account: Account, present: number): void {
    const counted = account.entered - account.left
    if (counted !== present) {
      throw new InvariantError(
        this.name,
        `${present} in ${side}, but ${account.entered} entered it and ${account.left} left it`,
      )
    }
    const sojourn = this.sojourn(account)
    if (Math.abs(account.area - sojourn) <= RELATIVE_ROUNDING * Math.max(account.area, sojourn)) return
    const elapsed = this.updatedAt - this.openedAt
    const law = `L = ${ratio(account.area, elapsed)}, λW = ${ratio(sojourn, elapsed)}`
    throw new InvariantError(this.name, `Little's law does not hold in ${side} after ${elapsed} ms: ${law}`)
  }

  private sojourn(account: Account): number {
    return account.leftAt - account.enteredAt + (account.entered - account.left) * this.updatedAt
  }

  private integrate(): void {
    const elapsed = this.kernel.now - this.updatedAt
    if (elapsed === 0) return
    this.line.area += elapsed * this.population.waiting
    this.service.area += elapsed * this.population.inUse
    this.updatedAt = this.kernel.now
  }
}

function enter(account: Account, now: Millis): void {
  account.entered++
  account.enteredAt += now
}

function leave(account: Account, now: Millis): void {
  account.left++
  account.leftAt += now
}

function ratio(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count
}
