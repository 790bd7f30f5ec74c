import type { Millis } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { TargetCount } from './counts.ts'

/** How services look to those who use them while a deployment is under way. */
export interface ClientView {
  /** Requests to a service in a place since the deployment began; undefined where none are sent. */
  count(deployment: Deployment, service: string, place: string): TargetCount | undefined
  /** When the first request was sent that was lost, of those since `since`, in the kernel's time. */
  firstLost(deployment: Deployment, service: string, place: string, since: Millis): Millis | undefined
}
