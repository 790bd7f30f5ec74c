import { describe, expect, it } from 'vitest'
import { Aggregator, chooseExamples, type DeploymentRow } from '../../src/analysis/index.ts'
import { formatAddress } from '../../src/model/events.ts'
import { failed, row } from './rows.ts'

function chosen(rows: readonly DeploymentRow[]): string[] {
  const aggregator = new Aggregator()
  for (const each of rows) aggregator.add(each)
  return chooseExamples(aggregator).map(({ address, why }) => `${formatAddress(address)} ${why}`)
}

const hundred = Array.from({ length: 100 }, (_, i) => row(Math.floor(i / 10), i % 10, { durationMs: 1_000 * (i + 1) }))

describe('chooseExamples', () => {
  it('takes the median, the P95, the slowest and the fastest deployment', () => {
    expect(chosen(hundred)).toEqual(['4.9 median duration', '9.4 P95 of duration', '9.9 slowest', '0.0 fastest'])
  })

  it('takes the first of each outcome and cause, in the order of addresses', () => {
    const bad = [
      row(20, 1, { outcome: 'failed', durationMs: null, failure: failed('drift') }),
      row(20, 0, { outcome: 'failed', durationMs: null, failure: failed('drift') }),
      row(11, 0, { outcome: 'blocked', failure: failed('drift') }),
      row(12, 0, { outcome: 'blocked', failure: failed('vulnerability') }),
    ]
    expect(chosen([...bad, ...hundred]).slice(4)).toEqual([
      '11.0 first blocked by drift',
      '12.0 first blocked by vulnerability',
      '20.0 first failed by drift',
    ])
  })

  it('tells the faults of the scenario apart', () => {
    const by = (fault: string) => ({ ...failed('fault'), origin: fault })
    const bad = [
      row(11, 0, { outcome: 'failed', failure: by('crash-loop') }),
      row(11, 1, { outcome: 'failed', failure: by('bad-release') }),
    ]
    expect(chosen([...bad, ...hundred]).slice(4)).toEqual([
      '11.0 first failed by crash-loop',
      '11.1 first failed by bad-release',
    ])
  })

  it('shows a deployment once, with all reasons', () => {
    expect(chosen([row(0, 0)])).toEqual(['0.0 median duration; P95 of duration; slowest; fastest'])
    expect(chosen([])).toEqual([])
  })
})
