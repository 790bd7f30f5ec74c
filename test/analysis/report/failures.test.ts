import { expect, test } from 'vitest'
import { Aggregator } from '../../../src/analysis/index.ts'
import { failuresOf } from '../../../src/analysis/report/failures.ts'
import { failed, row } from '../rows.ts'

test('failures are counted by root cause, those of the scenario by their fault', () => {
  const aggregator = new Aggregator()
  const by = (fault: string) => ({ ...failed('fault'), origin: fault })
  aggregator.add(row(0, 0, { outcome: 'failed', failure: by('crash-loop') }))
  aggregator.add(row(0, 1, { outcome: 'failed', failure: by('bad-release') }))
  aggregator.add(row(0, 2, { outcome: 'failed', failure: by('crash-loop') }))
  aggregator.add(row(0, 3, { outcome: 'failed', failure: { ...failed('drift'), origin: 'drift 7' } }))
  expect(failuresOf(aggregator.read())).toMatchObject([
    { cause: 'fault', fault: 'crash-loop', count: 2, example: '0.0' },
    { cause: 'drift', count: 1 },
    { cause: 'fault', fault: 'bad-release', count: 1 },
  ])
  expect(failuresOf(aggregator.read())[1]).not.toHaveProperty('fault')
})
