import { expect, test } from 'vitest'
import { showBar } from '../../src/cli/progress/bar.ts'
import { showLines } from '../../src/cli/progress/lines.ts'

/** Writes into a text, at times that the test chooses. */
function scene() {
  let text = ''
  let time = 0
  return {
    sink: { columns: 60, write: (part: string) => (text += part) },
    now: () => time,
    pass: (ms: number) => {
      time += ms
    },
    taken: () => {
      const taken = text
      text = ''
      return taken
    },
  }
}

test('lines come every five seconds, and when a scenario is done', () => {
  const { sink, now, pass, taken } = scene()
  using progress = showLines(sink, now)
  progress.update('after', 10, 40)
  expect(taken()).toBe('')
  pass(5_000)
  progress.update('after', 20, 40)
  expect(taken()).toBe('after: 20 of 40 deployments (50 %)\n')
  progress.update('after', 40, 40)
  expect(taken()).toBe('after: 40 of 40 deployments (100 %)\n')
})

test('a bar is drawn over itself, fits the terminal, and is gone in the end', () => {
  const { sink, now, pass, taken } = scene()
  const progress = showBar(sink, now)
  progress.update('after', 0, 40)
  pass(1_000)
  progress.update('after', 10, 40)
  const drawn = taken()
  expect(drawn).toContain('██████░░░░░░░░░░░░░░░░░░ 10/40 after 3 s left')
  expect(Math.max(...drawn.split('\r\x1b[2K').map((line) => line.length))).toBeLessThan(60)
  progress[Symbol.dispose]()
  expect(taken()).toBe('\r\x1b[2K')
})

test('a bar that was never drawn leaves the terminal alone', () => {
  const { sink, now, taken } = scene()
  showBar(sink, now)[Symbol.dispose]()
  expect(taken()).toBe('')
})

test('a bar is not drawn more often than eyes can follow', () => {
  const { sink, now, taken } = scene()
  using progress = showBar(sink, now)
  for (let done = 0; done < 40; done++) progress.update('after', done, 40)
  expect(taken().split('\r').length - 1).toBe(1)
})
