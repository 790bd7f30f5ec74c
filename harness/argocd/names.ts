import { BRANCH, GIT_PORT, REPOSITORY } from '../git/address.ts'

/** The namespace that Argo CD's manifests are made for. */
export const ARGOCD_NAMESPACE = 'argocd'

/** Argo CD's controllers by the names that its manifests give them. */
export const APPLICATION_CONTROLLER = 'argocd-application-controller'
export const REPO_SERVER = 'argocd-repo-server'
export const REDIS = 'argocd-redis'

/** The project that all applications are in. */
export const PROJECT = 'seatrial'

/** Name of the Service that leads to the Git server outside of the cluster. */
export const GIT_SERVICE = 'git'

/** The repository as Argo CD reads it, and the branch. */
export const REPOSITORY_URL = `git://${GIT_SERVICE}.${ARGOCD_NAMESPACE}.svc:${GIT_PORT}/${REPOSITORY}`
export const TARGET_REVISION = BRANCH

/** The API server of the cluster that Argo CD itself runs in (Argo CD, "Clusters"). */
export const IN_CLUSTER = 'https://kubernetes.default.svc'
