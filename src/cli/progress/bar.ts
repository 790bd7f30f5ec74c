import type { Progress, Sink } from './progress.ts'

const WIDTH = 24
/** Time between two drawings: a terminal shows no more than this anyway. */
const EVERY_MS = 80

/** Progress as a bar that is drawn again on the same line, with the time that is left at the present pace. */
export function showBar(sink: Sink, now: () => number): Progress {
  let name = ''
  let began = now()
  let drawn = Number.NEGATIVE_INFINITY
  return {
    update: (scenario, done, total) => {
      if (scenario !== name) {
        name = scenario
        began = now()
      }
      if (done < total && now() - drawn < EVERY_MS) return
      drawn = now()
      const filled = Math.round((WIDTH * done) / total)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`
      const left = done === 0 || done === total ? '' : ` ${leftText(((now() - began) * (total - done)) / done)}`
      const text = `${bar} ${done}/${total} ${name}${left}`
      sink.write(`\r\x1b[2K${text.slice(0, (sink.columns ?? 80) - 1)}`)
    },
    [Symbol.dispose]: () => {
      if (name !== '') sink.write('\r\x1b[2K')
    },
  }
}

function leftText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return seconds < 60 ? `${seconds} s left` : `${Math.floor(seconds / 60)} min ${seconds % 60} s left`
}
