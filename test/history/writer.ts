/** A process that adds runs: node writer.ts FILE FIRST COUNT */
import { History } from '../../src/history/index.ts'
import { historyRun } from './run.ts'

const [file = '', first = '0', count = '0'] = process.argv.slice(2)
for (let i = 0; i < Number(count); i++) {
  // Opened anew each time, as separate commands would.
  using history = await History.open(file, { create: true })
  history.add(historyRun(Number(first) + i))
}
