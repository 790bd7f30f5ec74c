import type { Ratio } from '../../model/units.ts'
import type { Exposure } from './exposure.ts'

/** What users have seen of the versions that one deployment brought, by service and region. */
export class Exposures {
  private readonly byService = new Map<string, Map<string, Exposure>>()

  add(service: string, region: string, exposure: Exposure): void {
    const regions = this.byService.get(service)
    if (regions === undefined) this.byService.set(service, new Map([[region, exposure]]))
    else regions.set(region, exposure)
  }

  of(service: string, region: string): Exposure | undefined {
    return this.byService.get(service)?.get(region)
  }

  /** Share of the service's traffic that goes to the new version; `weightOf` says how much of it a region has. */
  share(service: string, weightOf: (region: string) => Ratio): Ratio {
    return this.weigh(service, weightOf, (exposure) => exposure.share)
  }

  /** Milliseconds of all of the service's traffic that went to the new version; undefined where nobody followed it. */
  total(service: string, weightOf: (region: string) => Ratio): number | undefined {
    if (!this.byService.has(service)) return undefined
    return this.weigh(service, weightOf, (exposure) => exposure.total)
  }

  private weigh(service: string, weightOf: (region: string) => Ratio, read: (exposure: Exposure) => number): number {
    let sum = 0
    for (const [region, exposure] of this.byService.get(service) ?? []) sum += weightOf(region) * read(exposure)
    return sum
  }
}
