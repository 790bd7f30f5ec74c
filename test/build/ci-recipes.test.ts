import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'

const page = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8')

test('every YAML recipe is YAML, and every recipe calls the gate', () => {
  const recipes = [...page.matchAll(/```(yaml|groovy)\n([\s\S]*?)```/g)]
  expect(recipes).toHaveLength(3)
  for (const [, language, text = ''] of recipes) {
    expect(text).toContain('seatrial check after.ts --baseline after.baseline.json --out gate')
    if (language === 'yaml') expect(parseDocument(text).errors).toEqual([])
  }
})
