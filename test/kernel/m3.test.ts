import { expect, test } from 'vitest'
import { engineShape } from '../../bench/kernel/engine-shape.ts'
import { generators } from '../../bench/kernel/generators.ts'
import { type Delays, drawDelays, TIMED_EVENTS } from '../../bench/kernel/model.ts'

test('the benchmark model takes equally long written with machines and with a process for everything', () => {
  const drawn = drawDelays(7)
  const delays: Delays<Int32Array> = {
    builds: Int32Array.from(drawn.builds),
    applies: Int32Array.from(drawn.applies),
    startups: Int32Array.from(drawn.startups),
    readinesses: Int32Array.from(drawn.readinesses),
  }
  const makespan = engineShape(delays)
  expect(generators(delays)).toBe(makespan)
  expect(makespan).toBeGreaterThan(Math.max(...drawn.builds))
  expect(Object.values(drawn).flat()).toHaveLength(TIMED_EVENTS)
})
