/**
 * The name under which clusters and the build daemon know the registry, whatever the run and its ports: an alias on the run's
 * network. Images therefore have the same names in every run.
 */
export const REGISTRY_ALIAS = 'seatrial-registry'

/** The port that a registry listens on inside its container (distribution's default configuration). */
export const REGISTRY_PORT = 5_000

/** `host:port` in the names of images. */
export const LOCAL_REGISTRY = `${REGISTRY_ALIAS}:${REGISTRY_PORT}`
