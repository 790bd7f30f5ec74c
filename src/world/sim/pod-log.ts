import type { Deployment } from '../world.ts'
import type { PodEvent } from './cluster/index.ts'

/** Writes what happens to single pods into the recordings of the deployments that change their services, where asked to. */
export class PodLog {
  private readonly detailed: ((deployment: number) => boolean) | undefined
  private readonly followed = new Set<Deployment>()

  constructor(detailed: ((deployment: number) => boolean) | undefined) {
    this.detailed = detailed
  }

  /** What clusters call; undefined when nobody listens, which saves an object an event. */
  get listener(): ((event: PodEvent) => void) | undefined {
    if (this.detailed === undefined) return undefined
    return ({ at, region, service, pod, revision, phase }) => {
      for (const deployment of this.followed) {
        if (!deployment.change.services.includes(service)) continue
        deployment.record({ kind: 'pod', at, region, service, pod, revision, phase })
      }
    }
  }

  /** From here on the deployment is told of its services' pods, if its recording is to be detailed. */
  follow(deployment: Deployment): void {
    if (this.detailed?.(deployment.address.deployment) === true) this.followed.add(deployment)
  }

  leave(deployment: Deployment): void {
    this.followed.delete(deployment)
  }
}
