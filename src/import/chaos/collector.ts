import type { Chaos, SteadyState } from '../../model/chaos.ts'
import type { FaultInput } from '../../model/fault.ts'
import type { ChaosImportReport, InputPlace, Translation } from './report.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] }

/** Gathers what becomes of the input while it is read. */
export class Collector {
  readonly faults: FaultInput[] = []
  readonly steadyState: SteadyState[] = []
  method: Chaos['method'] | undefined
  rollbacks: Chaos['rollbacks'] | undefined
  readonly report: Mutable<Omit<ChaosImportReport, 'files' | 'documents'>> = {
    faults: [],
    consumed: [],
    unsupported: [],
    malformed: [],
    notes: [],
  }

  /** Takes over a fault, or notes by name that there is none. */
  add(place: InputPlace, translation: Translation): void {
    if ('unsupported' in translation) {
      this.report.unsupported.push({ ...place, why: translation.unsupported })
      return
    }
    const { fault, differs = [] } = translation
    const index = this.faults.push(fault) - 1
    this.report.faults.push({ ...place, index, fault: fault.kind, differs })
  }

  /** Something that was read for the experiment around the faults. */
  consumed(place: InputPlace, usedFor: string): void {
    this.report.consumed.push({ ...place, usedFor })
  }

  /** Something that whoever uses the result should know; said once. */
  note(text: string): void {
    if (!this.report.notes.includes(text)) this.report.notes.push(text)
  }

  /** Orders of several experiments in one import can disagree: then everything goes by its own time. */
  order(method: Chaos['method']): void {
    if (this.method !== undefined && this.method !== method) {
      this.note('experiments that run in sequence and side by side are mixed: all faults go by their own times')
      this.method = 'parallel'
    } else this.method = method
  }
}
