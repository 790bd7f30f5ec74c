import type { Scenario } from '../model/scenario.ts'
import type { DeploymentRow } from './row.ts'

/** Counts of one kind of fault over a run. */
interface Count {
  landed: number
  missed: number
}

/**
 * Whether the faults of a scenario did what the run is about. A fault that was put in without a proof that it landed, or that
 * landed in no deployment at all, makes a run invalid: its figures are those of something else.
 */
export class FaultAudit {
  private readonly counts = new Map<string, Count>()

  /** Takes the faults of one deployment into account. */
  add(row: Pick<DeploymentRow, 'faultsLanded' | 'faultsMissed'>): void {
    for (const fault of row.faultsLanded) this.of(fault).landed++
    for (const fault of row.faultsMissed ?? []) this.of(fault).missed++
  }

  /** Why the run is invalid, a sentence a fault; none when it is valid. */
  problems(scenario: Scenario): string[] {
    const kinds = [...new Set(scenario.faults.filter((fault) => fault.probability > 0).map((fault) => fault.kind))]
    return kinds.flatMap((kind) => {
      const { landed, missed } = this.of(kind)
      if (missed > 0)
        return [`Invalid: fault ${kind} was put in and not proved to have landed in ${missed} deployments.`]
      return landed > 0 ? [] : [`Invalid: fault ${kind} landed in no deployment; nothing that it could hit came along.`]
    })
  }

  private of(fault: string): Count {
    const count = this.counts.get(fault) ?? { landed: 0, missed: 0 }
    this.counts.set(fault, count)
    return count
  }
}
