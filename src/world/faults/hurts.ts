import type { Hurt } from '../../faults/hooks.ts'
import type { Millis, Ratio } from '../../model/units.ts'

/** One service that hurts its users, since when and until when. */
export interface ActiveHurt extends Hurt {
  readonly fault: string
  readonly since: Millis
  until: Millis | undefined
}

/** What users of a deployment's services suffer from faults. */
export class Hurts {
  private readonly all: ActiveHurt[] = []
  private readonly now: () => Millis

  constructor(now: () => Millis) {
    this.now = now
  }

  add(fault: string, hurt: Hurt): ActiveHurt {
    const one: ActiveHurt = { ...hurt, fault, since: this.now(), until: undefined }
    this.all.push(one)
    return one
  }

  lift(one: ActiveHurt): void {
    one.until ??= this.now()
  }

  /** The versions before are back. */
  releaseIsBack(): void {
    for (const one of this.all) if (one.inRelease) this.lift(one)
  }

  /** What goes on now. */
  get open(): readonly ActiveHurt[] {
    return this.all.filter((one) => one.until === undefined)
  }

  /** Whether anything that a roll-back does not heal goes on. */
  get outlivesRelease(): boolean {
    return this.all.some((one) => one.until === undefined && !one.inRelease)
  }

  /** Share of a service's requests that fail now: those that survive every fault are what is left. */
  ratio(service: string): Ratio {
    const open = this.all.filter((one) => one.service === service && one.until === undefined)
    return 1 - open.reduce((left, one) => left * (1 - one.ratio), 1)
  }

  /** Requests lost so far, at this many requests a second by service. */
  lost(requestsPerSecond: (service: string) => number): number {
    return this.all.reduce((sum, one) => {
      const seconds = ((one.until ?? this.now()) - one.since) / 1_000
      return sum + requestsPerSecond(one.service) * one.ratio * seconds
    }, 0)
  }
}
