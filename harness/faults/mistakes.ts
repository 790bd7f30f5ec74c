import type { Release } from '../releases/releases.ts'

const STAGING = 'staging'

/** A manifest of a service in production that is not what it should be. */
interface Mistake {
  readonly service: string
  readonly variables?: Readonly<Record<string, string>>
  readonly image?: (release: Release) => string
}

/**
 * Mistakes in the manifests of production: wrong environment variables and images that do not exist. Rollouts ask for them when they
 * render; what has been applied stays until it is rendered again.
 */
export class Mistakes {
  private readonly all = new Set<Mistake>()

  /** Variables that somebody typed for a service; returns how they are taken back. */
  variables(service: string, variables: Readonly<Record<string, string>>): () => void {
    return this.add({ service, variables })
  }

  /** The manifest of a service names an image that is in no registry; returns how that is taken back. */
  noSuchImage(service: string): () => void {
    return this.add({ service, image: ({ image }) => `${image}-not-pushed` })
  }

  /** For `ServiceRolloutsOptions.variables`. */
  readonly variablesOf = (service: string, place: string): Readonly<Record<string, string>> =>
    Object.assign({}, ...this.of(service, place).map(({ variables }) => variables ?? {}))

  /** For `ServiceRolloutsOptions.image`. */
  readonly imageOf = (release: Release, place: string): string | undefined =>
    this.of(release.service, place)
      .map(({ image }) => image?.(release))
      .findLast((image) => image !== undefined)

  private of(service: string, place: string): readonly Mistake[] {
    return place === STAGING ? [] : [...this.all].filter((one) => one.service === service)
  }

  private add(mistake: Mistake): () => void {
    this.all.add(mistake)
    return () => void this.all.delete(mistake)
  }
}
