import type { Faults } from '../service/app/faults.ts'
import type { SourceRevision } from './revision.ts'

/** The repositories of all services over time: what is at the head of the main branch. */
export class Sources {
  private readonly heads = new Map<string, SourceRevision>()
  private base = 0

  /** What is at the head of a service's branch. A service that never changed is at its first revision. */
  head(service: string): SourceRevision {
    const head = this.heads.get(service) ?? { service, base: 0, lockFile: 0, source: 0, faults: {} }
    return { ...head, base: this.base }
  }

  /** A change of a service is merged. Defects are those of this change: the next one is free of them. */
  change(service: string, of: { lockFile?: boolean; faults?: Faults } = {}): SourceRevision {
    const { lockFile, source } = this.head(service)
    this.heads.set(service, {
      service,
      base: this.base,
      lockFile: lockFile + (of.lockFile === true ? 1 : 0),
      source: source + 1,
      faults: of.faults ?? {},
    })
    return this.head(service)
  }

  /** What all images are based on changes. */
  changeBase(): void {
    this.base++
  }
}
