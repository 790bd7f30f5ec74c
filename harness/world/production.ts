import type { V1Service } from '@kubernetes/client-node'
import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import type { Flaw } from '../../src/world/sim/flaw.ts'
import type { Deployment, Result } from '../../src/world/world.ts'
import { objectName } from '../charts/names.ts'
import { placeOf } from '../kind/facts.ts'
import type { Kubectl } from '../kubectl/kubectl.ts'
import { applyObject } from '../kubernetes/apply.ts'
import type { Placed } from '../releases/releases.ts'
import type { Testbed } from './testbed.ts'

/** What going back and repairing work with. */
export interface ProductionOptions {
  readonly kernel: Kernel
  readonly testbed: Testbed
  readonly kubectl: Kubectl
}

/** A port that nobody listens on: what a Service leads to that somebody edited wrongly. */
const WRONG_PORT = 1

/** Production as people and policies mend it: going back, repairing by hand, and what is left of a mistake. */
export class Production {
  private readonly options: ProductionOptions
  /** How mistakes of people are taken back. */
  private readonly mistakes: (() => void)[] = []

  constructor(options: ProductionOptions) {
    this.options = options
  }

  /** Somebody gets the configuration of a service wrong: it is so from the next rollout on. */
  mistake(service: string, variables: Readonly<Record<string, string>>): void {
    this.mistakes.push(this.options.testbed.mistakes.variables(service, variables))
  }

  /** The configuration is as it was before anybody got it wrong. */
  forgetMistakes(): void {
    for (const takeBack of this.mistakes.splice(0)) takeBack()
  }

  /** Brings everything back at once, by the same means as it came, where there is no Git to do it. */
  *revert(deployment: Deployment): Process<Result> {
    return yield* this.options.kubectl.bringBack(deployment)
  }

  /** Applies once more, by hand, what should run in every place. Objects that somebody edited are as they were then. */
  *repair(deployment: Deployment): Process {
    const { kernel, testbed } = this.options
    this.forgetMistakes()
    const wanted = testbed.releases.before(deployment.address, placesOf(testbed))
    yield* external(kernel, (signal) => bringAbout(testbed, wanted, signal))
  }

  /** A Service leads nowhere from here on: no version of the pods behind it can help that. */
  damage(flaw: Flaw, signal: AbortSignal): Promise<void> {
    const { testbed } = this.options
    const region = testbed.fleet.regions[0]!.name
    const { namespace } = placeOf(testbed.clusters, region)
    const metadata = { name: objectName(flaw.service), namespace }
    const spec = { ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: WRONG_PORT }] }
    const edited: V1Service = { apiVersion: 'v1', kind: 'Service', metadata, spec }
    return applyObject(testbed.rollouts.connection(region), edited, signal).then(() => {})
  }
}

/** Applies releases and waits until they are available. A release that does not come up is left to whoever verifies. */
export async function bringAbout(testbed: Testbed, wanted: readonly Placed[], signal: AbortSignal): Promise<void> {
  await Promise.all(
    wanted.map(async ({ place, release }) => {
      testbed.releases.land(place, release)
      const generation = await testbed.rollouts.apply(release, place, signal)
      await testbed.rollouts.untilRolledOut(release, place, generation, signal)
    }),
  )
}

/** Names of all places of a testbed. */
export const placesOf = ({ clusters }: Testbed): readonly string[] => clusters.places.map(({ name }) => name)
