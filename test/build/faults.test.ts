import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faultsPage } from '../../build/faults.ts'

test('the page of the faults is what the catalogue says', () => {
  expect(readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8')).toBe(faultsPage())
})
