import { describe, expect, it } from 'vitest'
import { exampleOf } from '../../src/analysis/index.ts'
import { exampleSchema } from '../../src/model/report.ts'
import { failureOf, Recorded } from './recorded.ts'

describe('exampleOf', () => {
  const recording = new Recorded(1_000, 4, 11)
    .job({ id: 'a', queued: 1_000, started: 1_010, finished: 1_050, steps: [['suite', 1_020, 1_040]] })
    .job({ id: 'b', queued: 1_000, finished: 1_020, failure: failureOf('flaky-test') })
    .inProduction(1_050, 1_060)
    .with({ kind: 'fault.landed', at: 1_055, fault: 'pod-crash', target: 'payment-0', proof: 'restarts: 1' })
    .recovery([1_045, 1_070, 1_080, 1_090, 1_100])
    .over('rolled-back')
  const example = exampleOf(recording, 'slowest')

  it('is a valid part of a report with the address by which the deployment is replayed', () => {
    expect(exampleSchema.parse(example)).toEqual(example)
    expect(example).toMatchObject({ address: '4.11', why: 'slowest', durationMs: 60, outcome: 'rolled-back' })
  })

  it('counts time from the trigger and marks the bars that the duration is made of', () => {
    expect(example.jobs).toMatchObject([
      { job: 'a', queued: 0, started: 10, finished: 50, critical: true, steps: [{ step: 'suite', from: 20, to: 40 }] },
      { job: 'b', queued: 0, started: 0, finished: 20, critical: false, passed: false },
    ])
  })

  it('marks what a reader looks for, in order of time', () => {
    expect(example.marks.map((mark) => mark.at)).toEqual([45, 50, 55, 60, 70, 80, 90, 100, 100])
    expect(example.marks.map((mark) => mark.label)).toContain('fault: pod-crash on payment-0')
    expect(example.marks[0]?.label).toBe('impact: code-defect happened')
  })
})
