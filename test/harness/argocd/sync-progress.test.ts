import { describe, expect, it } from 'vitest'
import type { ApplicationStatus } from '../../../harness/argocd/application.ts'
import { isHealthyAt, syncProgress } from '../../../harness/argocd/sync-progress.ts'

const COMMITS = ['before', 'ours', 'later']
const has = (revision: string | undefined): boolean => COMMITS.indexOf(revision ?? '') >= 1
type Operation = NonNullable<ApplicationStatus['operationState']>

const operation = (phase: Operation['phase'], revision: string, more: Partial<Operation> = {}) => ({
  operationState: { phase, startedAt: '2025-01-01T00:00:00Z', operation: { sync: { revision } }, ...more },
})
const finishedAt = '2025-01-01T00:00:10Z'
const state = (status: ApplicationStatus | undefined) => syncProgress(status, has).state

describe('how far Argo CD is with a commit', () => {
  it('has not begun while it has only seen commits before', () => {
    expect(state(undefined)).toBe('unnoticed')
    expect(state({})).toBe('unnoticed')
    expect(state({ sync: { status: 'Synced', revision: 'before' } })).toBe('unnoticed')
    const failed = operation('Failed', 'before')
    expect(state({ ...failed, sync: { status: 'OutOfSync', revision: 'before' } })).toBe('unnoticed')
  })

  it('is syncing from the comparison on, also while an operation for an earlier commit is retried', () => {
    const compared = { sync: { status: 'OutOfSync' as const, revision: 'ours' } }
    expect(state(compared)).toBe('syncing')
    expect(state({ ...compared, ...operation('Running', 'before', { retryCount: 2 }) })).toBe('syncing')
    expect(state({ ...compared, ...operation('Running', 'ours') })).toBe('syncing')
    expect(state({ ...compared, ...operation('Terminating', 'ours') })).toBe('syncing')
  })

  it('is through when the operation for it, or for a later one, has succeeded', () => {
    for (const revision of ['ours', 'later']) {
      const status = { ...operation('Succeeded', revision, { finishedAt }), sync: { status: 'OutOfSync' as const } }
      expect(syncProgress(status, has)).toEqual({ state: 'synced', since: new Date(finishedAt) })
    }
  })

  it('is through without an operation when there is nothing to do', () => {
    const sync = { status: 'Synced' as const, revision: 'later' }
    expect(syncProgress({ sync, reconciledAt: finishedAt, ...operation('Succeeded', 'before') }, has)).toEqual({
      state: 'synced',
      since: new Date(finishedAt),
    })
  })

  it('has failed when the operation was given up, and says why', () => {
    const failed = operation('Failed', 'ours', { finishedAt, message: 'not valid (retried 5 times).' })
    expect(syncProgress({ ...failed, sync: { status: 'OutOfSync', revision: 'ours' } }, has)).toEqual({
      state: 'failed',
      since: new Date(finishedAt),
      detail: 'not valid (retried 5 times).',
    })
    expect(syncProgress(operation('Error', 'ours'), has)).toMatchObject({ state: 'failed', detail: 'Error' })
  })

  it('knows the revision of an operation that was not started for one from its result', () => {
    const status = operation('Succeeded', 'ours', { operation: {}, syncResult: { revision: 'ours' } })
    expect(state(status)).toBe('synced')
  })
})

describe('an application at a commit', () => {
  it('is healthy when it is in sync with it and all its pods are there', () => {
    const status: ApplicationStatus = {
      sync: { status: 'Synced', revision: 'ours' },
      health: { status: 'Healthy' },
    }
    expect(isHealthyAt(status, has)).toBe(true)
    expect(isHealthyAt({ ...status, health: { status: 'Progressing' } }, has)).toBe(false)
    expect(isHealthyAt({ ...status, sync: { status: 'Synced', revision: 'before' } }, has)).toBe(false)
    expect(isHealthyAt({ ...status, sync: { status: 'OutOfSync', revision: 'ours' } }, has)).toBe(false)
    expect(isHealthyAt(undefined, has)).toBe(false)
  })
})
