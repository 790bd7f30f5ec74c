import type { Release } from './sim-deployment.ts'
import { imageOf, type Sources } from './sources.ts'
import type { SimState } from './state.ts'

/** The revision that really runs in production, service by service. */
export class Production {
  private readonly running = new Map<string, Release>()

  constructor(state: SimState, sources: Sources) {
    for (const service of state.services.values()) {
      const image = imageOf(service, sources.head(service.name, 0))
      this.running.set(service.name, { source: 0, intended: 0, image, label: 'initial' })
    }
  }

  of(service: string): Release {
    const release = this.running.get(service)
    if (release === undefined) throw new RangeError(`service "${service}" does not run`)
    return release
  }

  set(service: string, release: Release): void {
    this.running.set(service, release)
  }
}
