import { expect, test } from 'vitest'
import { placesOf } from '../../src/model/place.ts'

const document = {
  services: [
    {
      name: 'payment',
      layers: [
        { name: 'base', build: 1 },
        { name: 'application', build: 2 },
      ],
    },
    { name: 'ledger.v2', layers: [{ name: 'base', build: 3 }] },
  ],
  times: { first: 10, second: 20 },
}

const values = (pattern: string): unknown[] => placesOf(document, pattern).map(({ parent, key }) => parent[key])

test.each<[string, unknown[]]>([
  ['times.first', [10]],
  ['times.*', [10, 20]],
  ['services.*.layers.*.build', [1, 2, 3]],
  ['services.*.layers.application.build', [2]],
  ['services.1.layers.base.build', [3]],
  ['services."ledger.v2".layers.0.build', [3]],
])('%s', (pattern, expected) => expect(values(pattern)).toEqual(expected))

test.each(['times.third', 'services.2.name', 'services.refund.name', 'times.first.unit', 'services.length'])(
  'nothing is at %s',
  (pattern) => expect(placesOf(document, pattern)).toEqual([]),
)
