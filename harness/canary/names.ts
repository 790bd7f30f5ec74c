/** The namespace that the manifests of Argo Rollouts are made for, and its controller in it. */
export const ROLLOUTS_NAMESPACE = 'argo-rollouts'
export const ROLLOUTS_CONTROLLER = 'argo-rollouts'

/** Custom resources of Argo Rollouts. */
export const ROLLOUT_API = { group: 'argoproj.io', version: 'v1alpha1', plural: 'rollouts' }
