import type { Millis, Ratio } from '../../../model/units.ts'

/** When hosts are ejected from a pool, and for how long. */
export interface OutlierSettings {
  readonly consecutiveErrors: number
  readonly interval: Millis
  readonly baseEjection: Millis
  readonly maxEjection: Millis
  readonly maxEjectedRatio: Ratio
  readonly minHealthyRatio: Ratio
}

interface Host {
  errorsInARow: number
  /** Undefined while it is in the pool. */
  ejectedAt: Millis | undefined
  returnedAt: Millis | undefined
  /** How many times the base time the next return takes (`ejectTimeBackoff`). */
  multiplier: number
}

/**
 * Outlier detection of one sidecar for the hosts of one upstream, as Envoy has it (source/common/upstream/
 * outlier_detection_impl.cc) and Istio sets it up:
 *
 * - a host is ejected when it answered with `consecutiveErrors` errors in a row, unless more than `maxEjectedRatio` of the
 *   hosts would be out then; either way its count of errors begins again;
 * - a sweep each `interval` takes back every host that is out for at least `baseEjection` times the number of its ejections in
 *   a row, `maxEjection` at most; its count of errors begins again;
 * - each sweep that finds a host in the pool, and back for an interval at least, lowers that number by one;
 * - when the share of hosts in the pool is below `minHealthyRatio`, all hosts are used, as if none were out (the panic
 *   threshold, which Istio calls minHealthPercent).
 *
 * Pure and in whole milliseconds: the caller says what happens when. Ejection jitter is off, as it is by default.
 */
export class OutlierDetection {
  private readonly settings: OutlierSettings
  private readonly hosts: readonly Host[]
  private sweepAt: Millis

  /** Sweeps count from `startedAt`. */
  constructor(settings: OutlierSettings, hosts: number, startedAt: Millis = 0) {
    this.settings = settings
    this.hosts = Array.from({ length: hosts }, () => ({
      errorsInARow: 0,
      ejectedAt: undefined,
      returnedAt: undefined,
      multiplier: 0,
    }))
    this.sweepAt = startedAt + settings.interval
  }

  /** When the next sweep is due. */
  get nextSweep(): Millis {
    return this.sweepAt
  }

  /** Does all sweeps that are due by `now`. Times must not go back. */
  advance(now: Millis): void {
    while (this.sweepAt <= now) {
      this.sweep(this.sweepAt)
      this.sweepAt += this.settings.interval
    }
  }

  /** A host has answered. Sweeps that are due come first. */
  respond(host: number, ok: boolean, now: Millis): void {
    this.advance(now)
    const one = this.hosts[host]!
    if (ok) one.errorsInARow = 0
    else if (++one.errorsInARow >= this.settings.consecutiveErrors) this.detect(one, now)
  }

  /** Whether the host is out of the pool. It is called all the same while the pool is {@link isPanicking panicking}. */
  isEjected(host: number): boolean {
    return this.hosts[host]!.ejectedAt !== undefined
  }

  /** Hosts that are out. */
  get ejected(): number {
    return this.hosts.reduce((sum, host) => sum + Number(host.ejectedAt !== undefined), 0)
  }

  /** Too few hosts are left, so that all of them are used. */
  get isPanicking(): boolean {
    return (this.hosts.length - this.ejected) / this.hosts.length < this.settings.minHealthyRatio
  }

  /** Whether calls go to this host. */
  isUsed(host: number): boolean {
    return !this.isEjected(host) || this.isPanicking
  }

  /** The earliest sweep that takes this host back; undefined while it is in the pool. */
  returnsAt(host: number): Millis | undefined {
    const { ejectedAt, multiplier } = this.hosts[host]!
    if (ejectedAt === undefined) return undefined
    const due = ejectedAt + this.ejectionTime(multiplier)
    const { interval } = this.settings
    return due <= this.sweepAt ? this.sweepAt : this.sweepAt + Math.ceil((due - this.sweepAt) / interval) * interval
  }

  private detect(host: Host, now: Millis): void {
    if (host.ejectedAt !== undefined) return
    const { baseEjection, maxEjection, maxEjectedRatio } = this.settings
    if ((this.ejected + 1) / this.hosts.length <= maxEjectedRatio) {
      host.ejectedAt = now
      if (host.multiplier * baseEjection < maxEjection + baseEjection) host.multiplier++
    }
    host.errorsInARow = 0
  }

  private sweep(now: Millis): void {
    for (const host of this.hosts) {
      if (host.ejectedAt === undefined || now - host.ejectedAt < this.ejectionTime(host.multiplier)) continue
      host.ejectedAt = undefined
      host.returnedAt = now
      host.errorsInARow = 0
    }
    for (const host of this.hosts) {
      const isBack = host.returnedAt !== undefined && now - host.returnedAt >= this.settings.interval
      if (host.ejectedAt === undefined && isBack && host.multiplier > 0) host.multiplier--
    }
  }

  private ejectionTime(multiplier: number): Millis {
    return Math.min(this.settings.baseEjection * multiplier, this.settings.maxEjection)
  }
}
