import type { FaultKind } from './fault-kind.ts'

/** One row of the catalogue, as `seatrial faults --format json` prints it. */
export interface FaultRow {
  readonly fault: string
  readonly about: string
  readonly selects: readonly string[]
  readonly settings: readonly { readonly name: string; readonly default: unknown; readonly about: string }[]
  /** Default duration; 0 when it ends by itself or with the deployment. */
  readonly durationMs: number
  readonly sim: boolean
  readonly kind: boolean
  readonly inKind: string
  readonly proof: string
  readonly detectedBy: string
  readonly recovery: string
  readonly removal: string
}

/** A fault as data. */
export function faultRow(kind: FaultKind): FaultRow {
  const defaults = kind.settings.parse({}) as Record<string, unknown>
  return {
    fault: kind.name,
    about: kind.about,
    selects: kind.selects,
    settings: Object.entries(kind.settings.shape).map(([name, schema]) => ({
      name,
      default: defaults[name],
      about: schema.description ?? '',
    })),
    durationMs: kind.durationMs,
    sim: kind.sim,
    kind: kind.kind,
    inKind: kind.inKind,
    proof: kind.proof,
    detectedBy: kind.detectedBy,
    recovery: kind.recovery,
    removal: kind.removal,
  }
}
