import { SeatrialError } from '../../../model/errors.ts'

/** The services of a fleet do not fit on the nodes that its node groups may have. */
export class ClusterCapacityError extends SeatrialError {
  readonly code = 'CLUSTER_CAPACITY'
}

/** A service or node was named that the cluster does not have. */
export class UnknownInClusterError extends SeatrialError {
  readonly code = 'UNKNOWN_IN_CLUSTER'
}
