import { expect, it } from 'vitest'
import { measure } from '../../src/analysis/index.ts'
import type { StepKind } from '../../src/model/events.ts'
import { Recorded } from './recorded.ts'

/** A pipeline of three stages with 22 jobs each, six steps a job, in which everybody waits for the slowest. */
function recordingOf600Events() {
  const recorded = new Recorded()
  const kinds: StepKind[] = ['runner-overhead', 'cache-import', 'layer-pull', 'suite', 'scan', 'image-push']
  let needs: string[] = []
  for (let stage = 0; stage < 3; stage++) {
    const ids = Array.from({ length: 22 }, (_, j) => `stage-${stage}/job-${j}`)
    for (const [j, id] of ids.entries()) {
      const started = stage * 10_000 + j * 10
      const steps = kinds.map(
        (kind, k) => [kind, started + k * 1_000, started + (k + 1) * 1_000] as [StepKind, number, number],
      )
      recorded.job({
        id,
        stage: `stage-${stage}`,
        needs,
        queued: stage * 10_000,
        started,
        finished: started + 7_000,
        steps,
      })
    }
    needs = ids
  }
  return recorded.inProduction(0, 27_210).over('succeeded')
}

it('measures a recording of 600 events in less than 150 µs of processor time', () => {
  const recording = recordingOf600Events()
  expect(recording.events.length).toBeGreaterThanOrEqual(590)
  const round = (): number => {
    const began = process.cpuUsage().user
    for (let i = 0; i < 500; i++) measure(recording)
    return (process.cpuUsage().user - began) / 500
  }
  const rounds = Array.from({ length: 8 }, round)
  expect(Math.min(...rounds)).toBeLessThan(150)
})
