import { expect, test } from 'vitest'
import { parseAddress } from '../../src/experiment/replay.ts'
import { smallPrepared } from './prepared.ts'

test('an address is STRETCH.DEPLOYMENT', () => {
  expect(parseAddress('47.7', smallPrepared())).toEqual({ stretch: 47, deployment: 7 })
})

test.each([
  ['47', '"47" is not the address of a deployment'],
  ['1.-1', '"1.-1" is not the address of a deployment'],
  ['1.8', 'stretch 1 has no deployment 8'],
])('%j is refused', (text, message) => {
  expect(() => parseAddress(text, smallPrepared())).toThrow(message)
})
