import { describe, expect, it } from 'vitest'
import { findingsIn } from '../../../harness/scans/trivy.ts'

describe('a report of Trivy', () => {
  it('has nothing when the image has no finding', () => {
    expect(findingsIn({ SchemaVersion: 2 })).toEqual([])
    expect(findingsIn({ Results: [{ Target: 'app' }] })).toEqual([])
  })

  it('names vulnerabilities with their package, and secrets with their line', () => {
    const report = {
      Results: [
        { Target: 'debian 12', Vulnerabilities: [{ VulnerabilityID: 'CVE-2025-0001', PkgName: 'openssl' }] },
        { Target: '/service/app/key.pem', Secrets: [{ RuleID: 'private-key', StartLine: 1 }] },
      ],
    }
    expect(findingsIn(report)).toEqual([
      { rule: 'CVE-2025-0001', where: 'debian 12: openssl' },
      { rule: 'private-key', where: '/service/app/key.pem:1' },
    ])
  })
})
