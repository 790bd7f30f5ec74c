import { describe, expect, it } from 'vitest'
import { Releases } from '../../../harness/releases/releases.ts'

const release = (revision: string, service = 'payment') => ({
  service,
  revision,
  image: `registry/${service}:${revision}`,
})
const first = { stretch: 0, deployment: 0 }
const second = { stretch: 0, deployment: 1 }

describe('the releases', () => {
  it('remember what each deployment built', () => {
    const releases = new Releases()
    releases.add(first, release('r1'))
    releases.add(second, release('r2'))
    expect(releases.builtBy(first, 'payment')?.revision).toBe('r1')
    expect(releases.builtBy(second, 'payment')?.revision).toBe('r2')
    expect(releases.builtBy(second, 'ledger')).toBeUndefined()
  })

  it('know what ran in a place before a deployment touched it, even when it touches it twice', () => {
    const releases = new Releases()
    releases.land('us-east-1', release('r0'))
    releases.land('us-east-1', release('r1'), first)
    releases.land('us-east-1', release('r0'), first)
    expect(releases.landedBy(first)).toEqual([{ place: 'us-east-1', release: release('r1'), before: release('r0') }])
    expect(releases.in('us-east-1', 'payment')?.revision).toBe('r0')
  })

  it('keep the order in which services were touched', () => {
    const releases = new Releases()
    for (const service of ['ledger', 'payment', 'auth']) releases.land('us-east-1', release('r1', service), first)
    expect(releases.landedBy(first).map((landing) => landing.release.service)).toEqual(['ledger', 'payment', 'auth'])
    expect(releases.landedBy(second)).toEqual([])
  })

  it('know what runs in places, place by place', () => {
    const releases = new Releases()
    releases.land('us-east-1', release('r0'))
    releases.land('staging', release('r9'))
    releases.land('eu-west-1', release('r0', 'ledger'))
    releases.land('us-east-1', release('r1'), first)
    expect(releases.runningIn(['eu-west-1', 'us-east-1'])).toEqual([
      { place: 'eu-west-1', release: release('r0', 'ledger') },
      { place: 'us-east-1', release: release('r1') },
    ])
    // A place whose name begins with that of another one is another one.
    expect(releases.runningIn(['us-east', 'nowhere'])).toEqual([])
  })

  it('know what all places would run without a deployment; what came with it stays', () => {
    const releases = new Releases()
    releases.land('us-east-1', release('r0'))
    releases.land('us-east-1', release('r0', 'ledger'))
    releases.land('us-east-1', release('r1'), first)
    releases.land('us-east-1', release('r1', 'auth'), first)
    expect(releases.before(first, ['us-east-1']).map((one) => one.release)).toEqual([
      release('r0'),
      release('r0', 'ledger'),
      release('r1', 'auth'),
    ])
    expect(releases.before(second, ['us-east-1']).map((one) => one.release.revision)).toEqual(['r1', 'r0', 'r1'])
  })
})
