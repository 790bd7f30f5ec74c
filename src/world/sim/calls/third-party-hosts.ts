import type { ThirdParty } from '../../../model/fleet.ts'
import type { Calls } from '../../../model/mechanisms/calls.ts'
import type { Millis, Ratio } from '../../../model/units.ts'
import { mean } from '../../../random/index.ts'
import { overflow } from './connection-pool.ts'
import { timeToErrorRun } from './error-run.ts'
import { OutlierDetection } from './outlier-detection.ts'
import { shareAbove } from './share-above.ts'

const PRIMARY = 0
const BACKUP = 1

/**
 * The hosts of one third party as the sidecars of its callers see them: the first host gets all calls while it is in the pool, and
 * the backup, if there is one, while it is ejected. All sidecars see the same, so one stands for all of them. Calls are flows:
 * between two looks the share of errors is constant, and a run of errors takes its mean time.
 */
export class ThirdPartyHosts {
  /** Ejections so far. */
  ejections = 0
  /** The first host does not answer at all, so that each call takes its whole time limit. */
  isDown = false
  private readonly settings: Calls
  private readonly detection: OutlierDetection | undefined
  private readonly hosts: number
  private readonly usualFailing: Ratio
  private readonly usualDuration: Millis
  private at: Millis
  /** How much of the mean time to a run of errors has passed, by host. */
  private readonly towardsRun: number[]

  constructor(thirdParty: ThirdParty, settings: Calls, now: Millis) {
    const { breaker, backup, limit } = settings
    this.settings = settings
    this.hosts = backup.enabled ? 2 : 1
    this.detection = breaker.enabled ? new OutlierDetection(breaker, this.hosts, now) : undefined
    this.usualFailing = 1 - thirdParty.availability * (1 - shareAbove(thirdParty.latency, limit))
    this.usualDuration = Math.min(limit, mean(thirdParty.latency)) + breaker.connect / breaker.requestsPerConnection
    this.at = now
    this.towardsRun = Array.from({ length: this.hosts }, () => 0)
  }

  /** Share of the attempts that fail when nothing is wrong. */
  get usual(): Ratio {
    return this.usualFailing
  }

  /** Share of the attempts that fail right now, when each sidecar makes so many of them per second. */
  failing(perSecond: number): Ratio {
    const host = this.host
    const answered = 1 - this.errorsOf(host)
    return 1 - answered * (1 - this.full(host, perSecond))
  }

  /** Lets time pass at so many attempts per second and sidecar, and returns the mean share of the attempts that failed. */
  pass(now: Millis, perSecond: number): Ratio {
    const from = this.at
    if (this.detection === undefined || now <= from) {
      this.at = now
      return this.failing(perSecond)
    }
    let failed = 0
    while (this.at < now) {
      const host = this.host
      const share = this.failing(perSecond)
      const run = timeToErrorRun(this.settings.breaker.consecutiveErrors, this.errorsOf(host), perSecond)
      const ejectsAt = this.at + Math.ceil((1 - this.towardsRun[host]!) * run)
      const next = Math.min(now, this.detection.nextSweep, ejectsAt)
      failed += share * (next - this.at)
      this.towardsRun[host]! += (next - this.at) / run
      this.at = next
      if (next === ejectsAt) this.errorRun(host, this.detection)
      this.detection.advance(next)
    }
    return failed / (now - from)
  }

  /** Whether the first host is out of the pool. */
  get isEjected(): boolean {
    return this.detection?.isEjected(PRIMARY) === true
  }

  private errorRun(host: number, detection: OutlierDetection): void {
    const was = detection.ejected
    for (let i = 0; i < this.settings.breaker.consecutiveErrors; i++) detection.respond(host, false, this.at)
    if (detection.ejected > was) this.ejections++
    this.towardsRun[host] = 0
  }

  /** Who is called. */
  private get host(): number {
    return this.hosts > 1 && this.detection?.isUsed(PRIMARY) === false ? BACKUP : PRIMARY
  }

  private errorsOf(host: number): Ratio {
    if (host === BACKUP) return 1 - this.settings.backup.availability
    return this.isDown ? 1 : this.usualFailing
  }

  /** Share of the attempts that the connection pool refuses. */
  private full(host: number, perSecond: number): Ratio {
    const { breaker, limit } = this.settings
    if (!breaker.enabled) return 0
    const duration = host === PRIMARY && this.isDown ? limit : this.usualDuration
    const servers = Math.min(breaker.connections, breaker.requests)
    return overflow((perSecond * duration) / 1_000, servers, breaker.pending)
  }
}
