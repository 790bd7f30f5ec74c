import { describe, expect, it } from 'vitest'
import { backendFile } from '../../../harness/terraform/backend.ts'
import { checksumOf } from '../../../harness/terraform/checksum.ts'
import { Stacks } from '../../../harness/terraform/stacks.ts'
import { isRecent } from '../../../harness/terraform/version.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'

const fleet = fleetSchema.parse({
  regions: [{ name: 'east', nodeGroups: [{ name: 'general', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] }],
  services: [
    { name: 'web', team: 'shop' },
    { name: 'ledger', team: 'money' },
  ],
  infrastructureResources: 30,
})
const deployment = (number: number) => ({ stretch: 0, deployment: number })

describe('the configurations of the states', () => {
  it('are one for a region, or one a team that share its resources', () => {
    const stacks = new Stacks(fleet)
    expect(stacks.statesIn('east', 'per-region')).toEqual(['east'])
    expect(stacks.statesIn('east', 'per-team')).toEqual(['east/money', 'east/shop'])
    expect(stacks.stack('east').resources).toBe(30)
    expect(stacks.stack('east/shop').resources).toBe(15)
  })

  it('change where a deployment changes infrastructure and nowhere else, and only once', () => {
    const stacks = new Stacks(fleet)
    const before = checksumOf(stacks.stack('east/money'))
    const others = checksumOf(stacks.stack('east/shop'))
    stacks.change(deployment(4), 'east', 'per-team')
    const after = checksumOf(stacks.stack('east/money'))
    expect(after).not.toBe(before)
    expect(checksumOf(stacks.stack('east/shop'))).toBe(others)
    stacks.set({ ...stacks.stack('east/money'), revision: 'merged later' })
    stacks.change(deployment(4), 'east', 'per-team')
    expect(stacks.stack('east/money').revision).toBe('merged later')
  })

  it('let the teams take turns, warm-up deployments included', () => {
    const changedTeams = [-1, 0, 1].map((number) => {
      const stacks = new Stacks(fleet)
      stacks.change(deployment(number), 'east', 'per-team')
      return stacks.teams.filter((team) => stacks.stack(`east/${team}`).revision !== 'initial')
    })
    expect(changedTeams).toEqual([['shop'], ['money'], ['shop']])
  })
})

describe('the backend of a state', () => {
  const store = { endpoint: 'http://127.0.0.1:4', bucket: 'b', keyArn: 'arn:key', table: 't' }

  it('locks in the table, with a file, or both ways', () => {
    const has = (locking: 'dynamodb' | 'lock-file' | 'both') => {
      const text = backendFile('east', store, locking)
      return [text.includes('dynamodb_table = "t"'), text.includes('use_lockfile = true')]
    }
    expect([has('dynamodb'), has('lock-file'), has('both')]).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ])
  })
})

describe('the version of Terraform', () => {
  it('has to be 1.11 or later', () => {
    expect(['1.10.5', '1.11.0', '1.11.4', '1.14.0-rc1', '2.0.0', '0.15.5'].map(isRecent)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ])
  })
})
