import { describe, expect, it } from 'vitest'
import { driftedAddresses } from '../../../harness/terraform/drift.ts'
import { errorsIn, hadLock, readLine, type TerraformEvent } from '../../../harness/terraform/events.ts'
import { readPlan } from '../../../harness/terraform/plan-reading.ts'

const NONE: ReadonlySet<string> = new Set()

const events = (...lines: readonly object[]): readonly TerraformEvent[] =>
  lines.flatMap((line) => readLine(JSON.stringify(line)) ?? [])

const planned = (addr: string, action: string, type = 'planned_change') => ({
  type,
  '@level': 'info',
  change: { resource: { addr, module: '' }, action },
})

describe('what a plan says', () => {
  it('is nothing to do when it changes nothing', () => {
    const plan = events({ type: 'version' }, { type: 'refresh_start' }, planned('terraform_data.resource[0]', 'noop'))
    expect(readPlan(plan, NONE)).toEqual({ changes: 0, drift: false, destructive: false })
  })

  it('counts updates and creations, and the replaced step that takes the time as a change that destroys nothing', () => {
    const plan = events(
      planned('terraform_data.resource[0]', 'update'),
      planned('terraform_data.resource[7]', 'create'),
      planned('terraform_data.step[0]', 'replace'),
    )
    expect(readPlan(plan, NONE)).toEqual({ changes: 3, drift: false, destructive: false })
  })

  it('is destructive when a thing is deleted or replaced', () => {
    expect(readPlan(events(planned('terraform_data.resource[3]', 'delete')), NONE).destructive).toBe(true)
    expect(readPlan(events(planned('kubernetes_config_map.infrastructure', 'replace')), NONE).destructive).toBe(true)
  })

  it('is drift when it would undo what was changed from outside', () => {
    const plan = events(planned('kubernetes_config_map.infrastructure', 'update'))
    expect(readPlan(plan, new Set(['kubernetes_config_map.infrastructure'])).drift).toBe(true)
    expect(readPlan(plan, new Set(['kubernetes_namespace.other'])).drift).toBe(false)
  })
})

describe('the machine-readable output of Terraform', () => {
  it('shows whether the lock was had by what came after the waiting', () => {
    expect(hadLock(events({ type: 'version' }, { type: 'state_lock_acquire' }))).toBe(false)
    expect(hadLock(events({ type: 'version' }, { type: 'state_lock_acquire' }, { type: 'refresh_start' }))).toBe(true)
  })

  it('takes errors and leaves warnings', () => {
    const diagnostic = (severity: string, summary: string) => ({
      type: 'diagnostic',
      diagnostic: { severity, summary, detail: '' },
    })
    expect(errorsIn(events(diagnostic('warning', 'Deprecated'), diagnostic('error', 'No such bucket')))).toEqual([
      'No such bucket',
    ])
  })

  it('skips lines of other kinds, and lines that are no JSON', () => {
    expect(readLine('{"type":"apply_progress"}')).toBeUndefined()
    expect(readLine('panic: something')).toBeUndefined()
  })
})

describe('a resource that was changed outside of Terraform', () => {
  const shown = (before: unknown, after: unknown) => ({ resource_drift: [{ address: 'a', change: { before, after } }] })

  it('has another value, or is gone', () => {
    expect(driftedAddresses(shown({ data: { x: '1' } }, { data: { x: '2' } }))).toEqual(new Set(['a']))
    expect(driftedAddresses(shown({ data: { x: '1' } }, null))).toEqual(new Set(['a']))
  })

  it('is not one that a provider reads with empty maps where it wrote none', () => {
    const before = { data: { x: '1' }, binary_data: null, metadata: [{ annotations: null }] }
    const after = { data: { x: '1' }, binary_data: {}, metadata: [{ annotations: {} }] }
    expect(driftedAddresses(shown(before, after))).toEqual(new Set())
  })

  it('is none at all when Terraform names none', () => {
    expect(driftedAddresses({ format_version: '1.2' })).toEqual(new Set())
  })
})
