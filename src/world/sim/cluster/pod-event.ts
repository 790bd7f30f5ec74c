import type { Millis } from '../../../model/units.ts'

/** What can be seen of a pod from outside, in the words of the recording's `pod` events. */
export type PodPhase =
  | 'pending'
  | 'scheduled'
  | 'pulled'
  | 'started'
  | 'ready'
  | 'unready'
  | 'crashed'
  | 'terminating'
  | 'gone'

/** Something happened to a pod. */
export interface PodEvent {
  readonly at: Millis
  readonly region: string
  readonly service: string
  /** Service, revision and ordinal. */
  readonly pod: string
  readonly revision: string
  /** Empty before the pod is bound. */
  readonly node: string
  readonly phase: PodPhase
}
