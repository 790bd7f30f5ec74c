/** The port of Git's own protocol (IANA: git, 9418), which `git daemon` listens on. */
export const GIT_PORT = 9_418

/** The repository that the harness serves: the configuration of all environments. */
export const REPOSITORY = 'fleet.git'

/** The branch that environments follow. */
export const BRANCH = 'main'

/** The repository as this machine sees it. */
export const localRepository = (port: number): string => `git://127.0.0.1:${port}/${REPOSITORY}`
