import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { criticalJobs, criticalPath, exampleOf, measure, timelineOf } from '../../src/analysis/index.ts'
import { recordings } from './random-recordings.ts'

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0)

describe('critical path of any recording', () => {
  it('has parts that sum to the duration to the millisecond', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const { durationMs, criticalMs } = measure(recording)
        expect(sum(Object.values(criticalMs))).toBe(durationMs)
      }),
      { numRuns: 1_000 },
    )
  })

  it('has no gap and no overlap from the trigger to healthy', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const timeline = timelineOf(recording)
        let at = timeline.triggeredAt
        for (const part of criticalPath(timeline)) {
          expect(part.from).toBe(at)
          expect(part.to).toBeGreaterThan(part.from)
          at = part.to
        }
        expect(at).toBe(timeline.healthyAt)
      }),
      { numRuns: 500 },
    )
  })

  it('says runner-wait, person-wait and steps only of time in which that job waited or ran', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const timeline = timelineOf(recording)
        for (const { step, job: id, from, to } of criticalPath(timeline)) {
          const job = timeline.job.get(id!)!
          if (step === 'waiting' || step === 'back-off') continue
          const waits = step === 'runner-wait' || step === 'person-wait'
          if (waits) expect(job.onRunner).toBe(step === 'runner-wait')
          expect(from).toBeGreaterThanOrEqual(waits ? job.queuedAt : job.startedAt!)
          expect(to).toBeLessThanOrEqual(waits ? job.startedAt! : job.finishedAt!)
          const recorded = job.steps.some((s) => s.step === step && s.from <= from && to <= s.to)
          if (step !== 'task' && !waits) expect(recorded).toBe(true)
          if (step === 'task') expect(job.steps.every((s) => s.to <= from || to <= s.from)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('waits only where no job of an orchestrated deployment could have run: after the last one', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const timeline = timelineOf(recording)
        const lastFinish = Math.max(...timeline.jobs.map((job) => job.finishedAt!))
        for (const { step, from } of criticalPath(timeline)) {
          if (step === 'waiting') expect(from).toBeGreaterThanOrEqual(lastFinish)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('marks the same jobs in the chart', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const marked = exampleOf(recording, 'any').jobs.filter((job) => job.critical)
        expect(new Set(marked.map((job) => job.job))).toEqual(criticalJobs(recording))
      }),
      { numRuns: 200 },
    )
  })
})
