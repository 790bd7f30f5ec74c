/** Paired deployments of a check when nobody says otherwise. */
export const DEFAULT_CHECK_RUNS = 400
