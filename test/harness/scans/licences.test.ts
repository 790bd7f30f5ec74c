import { describe, expect, it } from 'vitest'
import { refused } from '../../../harness/scans/npm-licences.ts'
import { isAllowed } from '../../../harness/scans/spdx.ts'

const ALLOWED = new Set(['MIT', 'Apache-2.0'])

describe('a licence expression', () => {
  it.each([
    ['MIT', true],
    ['GPL-3.0-only', false],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND GPL-3.0-only', false],
    ['MIT AND Apache-2.0', true],
    ['GPL-3.0-only OR MIT AND Apache-2.0', true],
    ['(GPL-3.0-only OR MIT) AND ISC', false],
    ['Apache-2.0 WITH LLVM-exception', true],
    ['GPL-2.0-only WITH Classpath-exception-2.0', false],
    ['NOASSERTION', false],
    ['', false],
    ['(MIT', false],
    ['MIT MIT', false],
  ])('"%s" can be met: %s', (expression, met) => {
    expect(isAllowed(expression, ALLOWED)).toBe(met)
  })
})

describe('a bill of materials', () => {
  it('names the packages that must not be used, and never the thing that it describes', () => {
    const entry = (name: string, licenseDeclared: string) => ({
      SPDXID: `SPDXRef-Package-${name}`,
      name,
      versionInfo: '1.0.0',
      licenseDeclared,
    })
    const sbom = {
      documentDescribes: ['SPDXRef-Package-us'],
      packages: [entry('us', 'NOASSERTION'), entry('fine', 'MIT'), entry('viral', 'AGPL-3.0-only')],
    }
    expect(refused(sbom)).toEqual([{ rule: 'AGPL-3.0-only', where: 'viral@1.0.0' }])
  })
})
