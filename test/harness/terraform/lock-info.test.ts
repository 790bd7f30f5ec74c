import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../harness/terraform/failures.ts'
import { lockConflictIn, readStoredLock } from '../../../harness/terraform/lock-info.ts'

/** What Terraform 1.11.4 says when an item of the lock table is there already, shortened. */
const BUSY = `Error acquiring the state lock
Error message: operation error DynamoDB: PutItem, https response error StatusCode: 400, ConditionalCheckFailedException: The conditional request failed
Lock Info:
  ID:        5a4b1f2c-7c1e-62b5-8a0b-0d4cfe4f0c11
  Path:      terraform-states/us-east-1/terraform.tfstate
  Operation: OperationTypeApply
  Who:       deployer@runner-7
  Version:   1.11.4
  Created:   2025-03-01 10:11:12.131415 +0000 UTC
  Info:

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`

const where = { state: 'us-east-1', region: 'us-east-1' }

describe("Terraform's own lock error", () => {
  it('tells who holds the lock, since when and under which id', () => {
    expect(lockConflictIn(BUSY)).toEqual({
      id: '5a4b1f2c-7c1e-62b5-8a0b-0d4cfe4f0c11',
      who: 'deployer@runner-7',
      operation: 'OperationTypeApply',
      created: '2025-03-01 10:11:12.131415 +0000 UTC',
    })
  })

  it('is still a conflict when the holder released it in the same moment', () => {
    const nameless = 'Error acquiring the state lock\nError message: 2 errors occurred: ... unable to retrieve item'
    expect(lockConflictIn(nameless)).toEqual({ id: '', who: '', operation: '', created: '' })
    expect(failureOf({ exitCode: 1, events: [], text: '', error: nameless }, where).class).toBe('state-locked')
  })

  it('is a failure that retry rules know, with all that a person needs to open it', () => {
    const failure = failureOf({ exitCode: 1, events: [], text: '', error: BUSY }, where)
    expect(failure).toMatchObject({ class: 'state-locked', cause: 'state-lock-conflict', region: 'us-east-1' })
    expect(failure.message).toContain('deployer@runner-7')
    expect(failure.message).toContain('5a4b1f2c-7c1e-62b5-8a0b-0d4cfe4f0c11')
  })

  it('is not seen in other errors', () => {
    const failure = failureOf(
      { exitCode: 1, events: [], text: '', error: 'Saved plan is stale\nThe given plan file …' },
      where,
    )
    expect(lockConflictIn('Saved plan is stale')).toBeUndefined()
    expect(failure).toMatchObject({ class: 'script-failure', message: expect.stringContaining('Saved plan is stale') })
  })
})

describe('a lock as it is stored', () => {
  it('is read from the JSON that Terraform wrote', () => {
    const json =
      '{"ID":"a-b","Operation":"OperationTypePlan","Info":"","Who":"me@here","Version":"1.11.4","Created":"now","Path":"p"}'
    expect(readStoredLock(json)).toEqual({ id: 'a-b', who: 'me@here', operation: 'OperationTypePlan', created: 'now' })
  })
})
