import type { Chaos } from '../model/chaos.ts'
import { isChangeFailure } from '../model/outcome.ts'
import type { DeploymentRow } from './row.ts'

/** Deployments before which a share says too little to stop a run. */
const ENOUGH = 10

/** Follows an experiment: how often its steady state deviated, and whether it does more damage than it may. */
export class ChaosAudit {
  private readonly deviations = new Map<string, number>()
  private size = 0
  private failed = 0
  private sent = 0
  private lost = 0

  /** Takes one deployment into account. */
  add(row: DeploymentRow): void {
    this.size++
    if (isChangeFailure(row.outcome)) this.failed++
    this.sent += row.requestsSent ?? 0
    this.lost += row.requestsLost ?? 0
    for (const probe of new Set(row.deviations)) this.deviations.set(probe, (this.deviations.get(probe) ?? 0) + 1)
  }

  /** Why the run must be stopped, or undefined. */
  exceeded({ blastRadius }: Pick<Chaos, 'blastRadius'>): string | undefined {
    if (this.size < ENOUGH) return undefined
    const share = (of: number, all: number): number => (all === 0 ? 0 : of / all)
    const failed = share(this.failed, this.size)
    const lost = share(this.lost, this.sent)
    const { failedDeployments: mostFailed = 1, lostRequests: mostLost = 1 } = blastRadius
    if (failed > mostFailed) {
      return `Safety stop after ${this.size} deployments: ${percent(failed)} of them were rolled back or failed, at most ${percent(mostFailed)} may.`
    }
    if (lost <= mostLost) return undefined
    return `Safety stop after ${this.size} deployments: ${percent(lost)} of the requests were lost, at most ${percent(mostLost)} may be.`
  }

  /** How often each tolerance of the steady state deviated, a sentence each. */
  findings(): string[] {
    return [...this.deviations]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([probe, count]) => `Steady state: ${probe} deviated in ${count} of ${this.size} deployments.`)
  }
}

const percent = (ratio: number): string => `${Number((100 * ratio).toPrecision(3))} %`
