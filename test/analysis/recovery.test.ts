import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measure } from '../../src/analysis/index.ts'
import { failureOf, Recorded } from './recorded.ts'

describe('recovery', () => {
  it('runs from impact to verified and is told apart into detect, decide, act and verify', () => {
    const row = measure(new Recorded().inProduction(10).recovery([100, 130, 190, 250, 300]).over('rolled-back'))
    expect(row.recovery).toEqual({
      totalMs: 200,
      detectMs: 30,
      decideMs: 60,
      actMs: 60,
      verifyMs: 50,
      path: 'alert',
      decidedBy: 'policy',
      dataCorrupted: false,
    })
  })

  it('has parts that sum to the whole', () => {
    const marks = fc.array(fc.nat({ max: 9_999 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(marks, (unordered) => {
        const ordered = unordered.sort((a, b) => a - b) as [number, number, number, number, number]
        const { recovery } = measure(new Recorded().inProduction(0).recovery(ordered).over('failed'))
        const { detectMs, decideMs, actMs, verifyMs, totalMs } = recovery!
        expect(detectMs + decideMs + actMs + verifyMs).toBe(totalMs)
        expect(Math.min(detectMs, decideMs, actMs, verifyMs)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is not measured for deployments that healed themselves', () => {
    const row = measure(new Recorded().inProduction(10, 20).recovery([30, 31, 32, 33, 34]).over('self-healed'))
    expect(row.recovery).toBeNull()
  })

  it('lasts until the last verification when the first action was not enough', () => {
    const row = measure(
      new Recorded()
        .inProduction(10)
        .recovery([100, 110, 120, 130, 140])
        .with({ kind: 'recovery.acted', at: 400, engineers: 1, work: 200 })
        .with({ kind: 'recovery.verified', at: 500, dataCorrupted: true })
        .over('failed'),
    )
    expect(row.recovery).toMatchObject({ totalMs: 400, decideMs: 10, actMs: 280, verifyMs: 100, dataCorrupted: true })
  })

  it('starts at the impact that was detected, not at a fault that was over before', () => {
    const crash = failureOf('fault', { origin: 'pod-crash' })
    const row = measure(
      new Recorded()
        .with({ kind: 'impact.started', at: 20, failure: crash })
        .with({ kind: 'fault.ended', at: 30, fault: 'pod-crash' })
        .inProduction(10)
        .recovery([100, 110, 120, 130, 140])
        .over('rolled-back'),
    )
    expect(row.recovery?.totalMs).toBe(40)
    expect(row.failure?.cause).toBe('code-defect')
  })

  it('falls on the mark before where one was not recorded', () => {
    const row = measure(
      new Recorded()
        .inProduction(10)
        .with({ kind: 'impact.started', at: 100, failure: failureOf('drift') })
        .with({ kind: 'failure.detected', at: 150, path: 'customer-report' })
        .with({ kind: 'recovery.verified', at: 400, dataCorrupted: false })
        .over('failed'),
    )
    expect(row.recovery).toMatchObject({ detectMs: 50, decideMs: 0, actMs: 0, verifyMs: 250, totalMs: 300 })
  })
})
