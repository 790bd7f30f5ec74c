import { type DeploymentAddress, formatAddress } from '../../src/model/events.ts'

/** A version of a service that can be deployed. */
export interface Release {
  readonly service: string
  /** Revision of the sources that it is meant to be. What the image was really built from, only the image knows. */
  readonly revision: string
  /** Name of the image with its tag, as clusters see it. */
  readonly image: string
  /** Its sources have a defect, of the change or of a fault: where nobody noticed, it runs all the same. */
  readonly isDefective?: true
}

/** Where a release was brought by a deployment, and what ran there before. */
export interface Landing {
  readonly place: string
  readonly release: Release
  readonly before: Release | undefined
}

/** A release that runs, or is to run, in a place. */
export interface Placed {
  readonly release: Release
  readonly place: string
}

/** What was built, what runs where, and which deployment brought it there. */
export class Releases {
  private readonly built = new Map<string, Release>()
  private readonly running = new Map<string, Release>()
  private readonly landings = new Map<string, Landing[]>()

  /** A deployment built a release. */
  add(address: DeploymentAddress, release: Release): void {
    this.built.set(`${formatAddress(address)}/${release.service}`, release)
  }

  /** What a deployment built of a service. */
  builtBy(address: DeploymentAddress, service: string): Release | undefined {
    return this.built.get(`${formatAddress(address)}/${service}`)
  }

  /** What runs, or is being rolled out, in a place. */
  in(place: string, service: string): Release | undefined {
    return this.running.get(`${place}/${service}`)
  }

  /** Everything that runs, or is being rolled out, in these places: place by place, services in the order in which they first came. */
  runningIn(places: readonly string[]): readonly Placed[] {
    return places.flatMap((place) => {
      const prefix = `${place}/`
      return [...this.running].flatMap(([key, release]) => (key.startsWith(prefix) ? [{ release, place }] : []))
    })
  }

  /**
   * What ran in these places before a deployment touched it, and what runs there that it did not touch. A service that came with it has
   * nothing before, and is there as it is.
   */
  before(address: DeploymentAddress, places: readonly string[]): readonly Placed[] {
    const before = new Map(
      this.landedBy(address).map((landing) => [`${landing.place}/${landing.release.service}`, landing.before]),
    )
    return this.runningIn(places).map(({ place, release }) => ({
      place,
      release: before.get(`${place}/${release.service}`) ?? release,
    }))
  }

  /** A release is on its way to a place: from here on it counts as what runs there. */
  land(place: string, release: Release, by?: DeploymentAddress): void {
    const before = this.in(place, release.service)
    this.running.set(`${place}/${release.service}`, release)
    if (by === undefined) return
    const landings = this.landings.get(formatAddress(by)) ?? []
    if (landings.some((one) => one.place === place && one.release.service === release.service)) return
    this.landings.set(formatAddress(by), [...landings, { place, release, before }])
  }

  /** What deployments built and where they brought it is forgotten; what runs where is not. For runs whose addresses begin anew. */
  forgetDeployments(): void {
    this.built.clear()
    this.landings.clear()
  }

  /** Where a deployment brought something for the first time, in the order in which it did. */
  landedBy(address: DeploymentAddress): readonly Landing[] {
    return this.landings.get(formatAddress(address)) ?? []
  }
}
