import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { LEFT_OUT } from './documented-differences.ts'

test('the documentation names every step that stories leave out, with the reason', async () => {
  const text = await readFile(new URL('../../docs/environment.md', import.meta.url), 'utf8')
  const rows = text.split('## Conformance')[1]!.match(/^\| `.*$/gm)
  expect(rows).toEqual(LEFT_OUT.map(({ step, why }) => `| \`${step}\` | ${why} |`))
})
