import { describe, expect, it } from 'vitest'
import { errorsIn, hadLock, readLine, type TerraformEvent } from '../../../harness/terraform/events.ts'
import { readPlan } from '../../../harness/terraform/plan-reading.ts'

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
    expect(readPlan(plan)).toEqual({ changes: 0, drift: false, destructive: false })
  })

  it('counts updates and creations, and the replaced step that takes the time as a change that destroys nothing', () => {
    const plan = events(
      planned('terraform_data.resource[0]', 'update'),
      planned('terraform_data.resource[7]', 'create'),
      planned('terraform_data.step[0]', 'replace'),
    )
    expect(readPlan(plan)).toEqual({ changes: 3, drift: false, destructive: false })
  })

  it('is destructive when a thing is deleted or replaced', () => {
    expect(readPlan(events(planned('terraform_data.resource[3]', 'delete'))).destructive).toBe(true)
    expect(readPlan(events(planned('kubernetes_config_map.infrastructure', 'replace'))).destructive).toBe(true)
  })

  it('is drift when Terraform found a change from outside', () => {
    const plan = events(
      planned('kubernetes_config_map.infrastructure', 'update', 'resource_drift'),
      planned('kubernetes_config_map.infrastructure', 'update'),
    )
    expect(readPlan(plan)).toEqual({ changes: 1, drift: true, destructive: false })
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
