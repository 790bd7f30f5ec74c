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

it('measures a recording of 600 events in less time than it takes to write it to JSON and read it again', () => {
  const recording = recordingOf600Events()
  expect(recording.events.length).toBeGreaterThanOrEqual(590)
  const timeOf = (work: () => void): number => {
    const began = process.cpuUsage().user
    for (let i = 0; i < 300; i++) work()
    return process.cpuUsage().user - began
  }
  const rounds = Array.from({ length: 8 }, () => ({
    measuring: timeOf(() => measure(recording)),
    writing: timeOf(() => JSON.parse(JSON.stringify(recording.events))),
  }))
  const least = (of: 'measuring' | 'writing'): number => Math.min(...rounds.map((round) => round[of]))
  expect(least('measuring') / least('writing')).toBeLessThan(1)
})
