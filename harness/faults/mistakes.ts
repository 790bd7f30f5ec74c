import type { Release } from '../releases/releases.ts'

const STAGING = 'staging'

/** A manifest of a service in production that is not what it should be. */
interface Mistake {
  readonly service: string
  /** Releases whose manifests have it. */
  readonly isMeant: (release: Release) => boolean
  readonly variables?: Readonly<Record<string, string>>
  readonly image?: (release: Release) => string
}

/**
 * Mistakes in the manifests of production: wrong environment variables and images that do not exist. Rollouts ask for them when they
 * render; what has been applied stays until it is rendered again.
 */
export class Mistakes {
  private readonly all = new Set<Mistake>()

  /** Variables that somebody typed for releases of a service, for all unless told otherwise; returns how they are taken back. */
  variables(
    service: string,
    variables: Readonly<Record<string, string>>,
    isMeant: (release: Release) => boolean = () => true,
  ): () => void {
    return this.add({ service, isMeant, variables })
  }

  /** The manifests of releases of a service name an image that is in no registry; returns how that is taken back. */
  noSuchImage(service: string, isMeant: (release: Release) => boolean): () => void {
    return this.add({ service, isMeant, image: ({ image }) => `${image}-not-pushed` })
  }

  /** For `ServiceRolloutsOptions.variables`. */
  readonly variablesOf = (release: Release, place: string): Readonly<Record<string, string>> =>
    Object.assign({}, ...this.of(release, place).map(({ variables }) => variables ?? {}))

  /** For `ServiceRolloutsOptions.image`. */
  readonly imageOf = (release: Release, place: string): string | undefined =>
    this.of(release, place)
      .map(({ image }) => image?.(release))
      .findLast((image) => image !== undefined)

  private of(release: Release, place: string): readonly Mistake[] {
    if (place === STAGING) return []
    return [...this.all].filter((one) => one.service === release.service && one.isMeant(release))
  }

  private add(mistake: Mistake): () => void {
    this.all.add(mistake)
    return () => void this.all.delete(mistake)
  }
}
