import type { Chaos } from '../../model/chaos.ts'
import type { FaultInput } from '../../model/fault.ts'

/** Where something stands in the input. */
export interface InputPlace {
  readonly file: string
  /** Counts from 1. */
  readonly line: number
  /** What it is there, such as `NetworkChaos slow-payment` or `action terminate_pods`. */
  readonly what: string
}

/** Something that became a fault. */
export interface ImportedFault extends InputPlace {
  /** Position among the faults of the result. */
  readonly index: number
  readonly fault: string
  /** How the fault differs from what the input asks for; empty when it does not. */
  readonly differs: readonly string[]
}

/** Something that has no fault here, by its name, and why. */
export interface Unsupported extends InputPlace {
  readonly why: string
}

/** What became of every experiment, action and probe of the input. Nothing is left out. */
export interface ChaosImportReport {
  readonly files: number
  /** Documents read, malformed ones included. */
  readonly documents: number
  readonly faults: readonly ImportedFault[]
  /** Probes that became tolerances of the steady state, and actions that need nothing here. */
  readonly consumed: readonly (InputPlace & { readonly usedFor: string })[]
  readonly unsupported: readonly Unsupported[]
  readonly malformed: readonly InputPlace[]
  readonly notes: readonly string[]
}

/** Faults and the experiment around them, as a scenario has them. */
export interface ChaosImport {
  readonly faults: readonly FaultInput[]
  /** Absent where the input says nothing of a steady state, of an order, or of rollbacks. */
  readonly chaos?: Partial<Chaos> & Pick<Chaos, 'steadyState'>
  readonly report: ChaosImportReport
}

/** What one thing of the input asks for, in the words of the catalogue. */
export type Translation =
  | { readonly fault: FaultInput; readonly differs?: readonly string[] }
  | { readonly unsupported: string }
