import { type JobOf, jobSchema } from '../../src/model/pipeline.ts'

/** A build job with everything that makes it quick. */
export const BUILD = jobSchema.parse({
  kind: 'build',
  name: 'images',
  daemon: 'warm',
  layerCache: { kind: 'registry' },
}) as JobOf<'build'>
