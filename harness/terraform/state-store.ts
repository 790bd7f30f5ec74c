import { z } from 'zod'
import type { Aws } from '../localstack/aws.ts'
import { AwsError } from '../localstack/aws-error.ts'
import type { LocalStackFacts } from '../localstack/component.ts'
import { stateKey } from './backend.ts'
import { type LockInfo, readStoredLock } from './lock-info.ts'
import type { Locking } from './locking.ts'

/** An item of the lock table; the one with the digest of a state has no `Info`. */
const itemSchema = z.object({ Item: z.object({ Info: z.object({ S: z.string() }).optional() }).optional() })

/** What lies beside Terraform's states, read past Terraform. */
export class StateStore {
  private readonly aws: Aws
  private readonly store: LocalStackFacts

  constructor(aws: Aws, store: LocalStackFacts) {
    this.aws = aws
    this.store = store
  }

  /** Who holds the lock of a state, be it an item of the table or a file in the bucket; undefined when nobody does. */
  async lockOf(state: string): Promise<LockInfo | undefined> {
    return (await this.lockItem(state)) ?? (await this.lockFile(state))
  }

  /**
   * The same, once the lock is complete: with both kinds Terraform takes the file first and then the item, and a holder that dies in
   * between leaves half a lock.
   */
  async fullLockOf(state: string, locking: Locking): Promise<LockInfo | undefined> {
    const file = locking === 'dynamodb' ? undefined : await this.lockFile(state)
    if (locking === 'lock-file') return file
    const item = await this.lockItem(state)
    return locking === 'both' && file === undefined ? undefined : item
  }

  /** The checksum of the configuration that was applied last, or undefined when none was. */
  async appliedChecksum(state: string): Promise<string | undefined> {
    return await this.text(this.path(`${state}/applied.sha256`))
  }

  /** Notes what was applied. */
  async noteApplied(state: string, checksum: string): Promise<void> {
    await this.aws.s3({ method: 'PUT', path: this.path(`${state}/applied.sha256`), body: checksum })
  }

  /** The ARN of the key that the state is encrypted with; undefined when there is no state, or when it is not encrypted by a key. */
  async encryptionKey(state: string): Promise<string | undefined> {
    try {
      const { headers } = await this.aws.s3({ method: 'HEAD', path: this.path(stateKey(state)) })
      return headers.get('x-amz-server-side-encryption-aws-kms-key-id') ?? undefined
    } catch (error) {
      return ignoreMissing(error)
    }
  }

  private async lockItem(state: string): Promise<LockInfo | undefined> {
    const found = await this.aws.json('dynamodb', 'DynamoDB_20120810.GetItem', {
      TableName: this.store.table,
      Key: { LockID: { S: `${this.store.bucket}/${stateKey(state)}` } },
      ConsistentRead: true,
    })
    const info = itemSchema.parse(found).Item?.Info?.S
    return info === undefined ? undefined : readStoredLock(info)
  }

  private async lockFile(state: string): Promise<LockInfo | undefined> {
    const json = await this.text(this.path(`${stateKey(state)}.tflock`))
    return json === undefined ? undefined : readStoredLock(json)
  }

  private path(key: string): string {
    return `/${this.store.bucket}/${key}`
  }

  private async text(path: string): Promise<string | undefined> {
    try {
      return await (await this.aws.s3({ method: 'GET', path })).text()
    } catch (error) {
      return ignoreMissing(error)
    }
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof AwsError && error.status === 404) return undefined
  throw error
}
