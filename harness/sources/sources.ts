import type { Faults } from '../service/app/faults.ts'
import type { SourceRevision } from './revision.ts'

/** The branch that everything is merged to, unless somebody works on another one. */
export const MAIN = 'main'

/** The repositories of all services over time: what is at the head of one branch. */
export class Sources {
  readonly branch: string
  private readonly heads = new Map<string, SourceRevision>()
  private readonly before = new Map<string, SourceRevision>()
  private base = 0

  /** Branches begin at the same first revisions; what is changed on one is unknown to every other. */
  constructor(branch: string = MAIN) {
    this.branch = branch
  }

  /** What is at the head of a service's branch. A service that never changed is at its first revision. */
  head(service: string): SourceRevision {
    const head = this.heads.get(service) ?? { service, base: 0, lockFile: 0, source: 0, faults: {} }
    return { ...head, base: this.base }
  }

  /** What was at the head before the change that was merged last. */
  previous(service: string): SourceRevision {
    return this.before.get(service) ?? this.head(service)
  }

  /** A change of a service is merged. Defects are those of this change: the next one is free of them. */
  change(service: string, of: { lockFile?: boolean; faults?: Faults } = {}): SourceRevision {
    const { lockFile, source } = this.head(service)
    this.before.set(service, this.head(service))
    this.heads.set(service, {
      service,
      ...(this.branch === MAIN ? {} : { branch: this.branch }),
      base: this.base,
      lockFile: lockFile + (of.lockFile === true ? 1 : 0),
      source: source + 1,
      faults: of.faults ?? {},
    })
    return this.head(service)
  }

  /**
   * Something was wrong with the change that was merged last: what is built of it from now on has these defects, which do not show in
   * `spares`. Nothing else of the change is different.
   */
  spoil(service: string, faults: Faults, of: { afterMs?: number; spares?: readonly string[] } = {}): SourceRevision {
    const { base: _base, ...head } = this.head(service)
    const { afterMs, spares } = of
    this.heads.set(service, {
      ...head,
      base: this.base,
      faults: { ...head.faults, ...faults },
      ...(afterMs === undefined ? {} : { faultsAfterMs: afterMs }),
      ...(spares === undefined ? {} : { spares }),
    })
    return this.head(service)
  }

  /** The change that was merged last is as it should be: takes {@link spoil} back for builds to come. */
  mend(service: string, good: SourceRevision): void {
    if (this.head(service).source === good.source) this.heads.set(service, good)
  }

  /** What all images are based on changes. */
  changeBase(): void {
    this.base++
  }
}
