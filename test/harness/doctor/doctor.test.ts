import { describe, expect, it } from 'vitest'
import { doctorText } from '../../../harness/doctor/text.ts'
import { TOOLS } from '../../../harness/doctor/tools.ts'

const finding = { kind: 'program', use: 'clusters', isRequired: true, isThere: true, detail: 'v0.27.0' } as const

describe('what the doctor says', () => {
  it('names the command that gets each missing part', () => {
    const missing = {
      ...finding,
      name: 'k6',
      isRequired: false,
      isThere: false,
      detail: 'not on the PATH',
      command: 'get k6',
    }
    const text = doctorText({ findings: [{ ...finding, name: 'kind' }, missing], isReady: true })
    expect(text).toContain('+ kind  v0.27.0')
    expect(text).toContain('- k6    not on the PATH')
    expect(text).toContain('get: get k6')
    expect(text).toContain('An environment can come up.')
  })

  it('says so when a required part is missing', () => {
    const missing = { ...finding, name: 'kind', isThere: false, command: 'get kind' }
    const text = doctorText({ findings: [missing], isReady: false })
    expect(text).toContain('! kind')
    expect(text).toContain('cannot come up')
  })

  it('knows a command for every program on both platforms', () => {
    for (const { install } of TOOLS) {
      expect(install.linux).not.toBe('')
      expect(install.darwin).not.toBe('')
    }
  })
})
