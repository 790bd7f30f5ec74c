import { z } from 'zod'

/** Who holds the lock of a state: what Terraform writes into every kind of lock (`statemgr.LockInfo`). */
export interface LockInfo {
  readonly id: string
  /** `user@host`. */
  readonly who: string
  /** Such as `OperationTypeApply`. */
  readonly operation: string
  /** As Terraform wrote it; two backends write it in two formats. */
  readonly created: string
}

const storedSchema = z.object({
  ID: z.string(),
  Who: z.string().default(''),
  Operation: z.string().default(''),
  Created: z.string().default(''),
})

/** Reads the JSON that lies in a lock table or a lock file. */
export function readStoredLock(json: string): LockInfo {
  const { ID, Who, Operation, Created } = storedSchema.parse(JSON.parse(json))
  return { id: ID, who: Who, operation: Operation, created: Created }
}

const REFUSED = 'Error acquiring the state lock'

/**
 * Who holds the lock, as Terraform's own error tells; undefined when the error is another one. Fields that it did not tell are empty:
 * a lock that was released in the same moment is one without an owner.
 */
export function lockConflictIn(error: string): LockInfo | undefined {
  if (!error.includes(REFUSED)) return undefined
  const field = (name: string): string => new RegExp(`^\\W*${name}:[ \\t]+(.+)$`, 'm').exec(error)?.[1]?.trim() ?? ''
  return { id: field('ID'), who: field('Who'), operation: field('Operation'), created: field('Created') }
}
