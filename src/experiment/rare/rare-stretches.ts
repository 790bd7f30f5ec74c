/**
 * Where rare-failure sampling draws from: stretches that no ordinary run comes to, so that both are independent with the
 * same seed. Deployment 1000003.17 can be replayed like any other; it is then the untilted one.
 */
export const FIRST_RARE_STRETCH = 1_000_000
/** Stretches to learn from, apart from those that are counted. */
export const FIRST_PILOT_STRETCH = 2_000_000
