import { ApiException } from '@kubernetes/client-node'

/** For the `catch` of a request: nothing, where the object is not there; anything else that is wrong is thrown. */
export function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof ApiException && error.code === 404)) throw error
}
