import type { JobOf } from './pipeline.ts'

/** Whether a migration job only adds to the schema, so that the version before can live with it: both ways of saying so. */
export const isAdditive = ({ backwardCompatible, method }: JobOf<'migrate'>): boolean =>
  backwardCompatible || method === 'expand-contract'
