import { expect, test } from 'vitest'
import { Mistakes } from '../../../harness/faults/mistakes.ts'

const release = (revision: string) => ({ service: 'payment', revision, image: `registry/payment:${revision}` })

test('mistakes are made in production and not in staging, in the releases that are meant, until they are taken back', () => {
  const mistakes = new Mistakes()
  const isNew = ({ revision }: { revision: string }) => revision === 'r2'
  const back = mistakes.variables('payment', { ERROR_RATE: '0.3' }, isNew)
  expect(mistakes.variablesOf(release('r2'), 'us-east-1')).toEqual({ ERROR_RATE: '0.3' })
  expect(mistakes.variablesOf(release('r2'), 'staging')).toEqual({})
  expect(mistakes.variablesOf(release('r1'), 'us-east-1')).toEqual({})
  back()
  expect(mistakes.variablesOf(release('r2'), 'us-east-1')).toEqual({})
})

test('a manifest names an image that nobody pushed, and the right one again', () => {
  const mistakes = new Mistakes()
  const back = mistakes.noSuchImage('payment', () => true)
  expect(mistakes.imageOf(release('r2'), 'us-east-1')).toBe('registry/payment:r2-not-pushed')
  expect(mistakes.imageOf({ ...release('r2'), service: 'ledger' }, 'us-east-1')).toBeUndefined()
  back()
  expect(mistakes.imageOf(release('r2'), 'us-east-1')).toBeUndefined()
})
