import type { EndedRequest, Loss } from './request-line.ts'

/** Requests to one target so far. */
export interface TargetCount {
  readonly sent: number
  readonly lost: number
  /** The lost ones by the way in which they were. */
  readonly losses: Readonly<Record<Loss, number>>
}

/** Counts requests by target as they end. */
export class Counts {
  private readonly sent = new Map<number, number>()
  private readonly lostAt = new Map<number, { readonly at: number; readonly loss: Loss }[]>()

  add({ target, at, loss }: EndedRequest): void {
    this.sent.set(target, (this.sent.get(target) ?? 0) + 1)
    if (loss === undefined) return
    const lost = this.lostAt.get(target)
    if (lost === undefined) this.lostAt.set(target, [{ at, loss }])
    else lost.push({ at, loss })
  }

  /** Of some targets together. */
  of(targets: readonly number[]): TargetCount {
    const lost = targets.flatMap((target) => this.lostAt.get(target) ?? [])
    const losses = { connection: 0, timeout: 0, 'server-error': 0 }
    for (const { loss } of lost) losses[loss]++
    return { sent: targets.reduce((sum, target) => sum + (this.sent.get(target) ?? 0), 0), lost: lost.length, losses }
  }

  /** When the first request was sent that was lost, of those sent at `since` or later; milliseconds since 1970. */
  firstLost(targets: readonly number[], since: number): number | undefined {
    const times = targets.flatMap((target) => (this.lostAt.get(target) ?? []).map(({ at }) => at))
    return times
      .filter((at) => at >= since)
      .reduce<number | undefined>((first, at) => Math.min(first ?? at, at), undefined)
  }
}
