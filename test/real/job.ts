import { type JobInput, type JobOf, jobSchema } from '../../src/model/pipeline.ts'

/** A job as a pipeline has it, with the defaults of what is not said. */
export function job<K extends JobInput['kind']>(input: JobInput & { kind: K }): JobOf<K> {
  return jobSchema.parse(input) as JobOf<K>
}

/** A build job with everything that makes it quick, and with the caches of the GitOps preset: faults of caches build as that does. */
export const BUILD = job({
  kind: 'build',
  name: 'images',
  daemon: 'warm',
  layerCache: { kind: 'registry' },
  dependencyCache: 'lock-file',
})

/** Delivery to production by kubectl. */
export const DEPLOY = job({ kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' })
