import { describe, expect, it } from 'vitest'
import { junitXml } from '../../src/report/index.ts'
import { hostileReport } from './hostile.ts'
import { afterReport, beforeReport } from './sample.ts'
import { elements, parseXml } from './well-formed.ts'

describe('junit.xml', () => {
  it('has a suite a scenario and a case a target, and counts them', () => {
    const root = parseXml(junitXml([beforeReport(), afterReport()]))
    expect(root).toMatchObject({
      name: 'testsuites',
      attributes: { tests: '10', failures: '2', skipped: '1', errors: '0' },
    })
    const [before, after] = elements(root, 'testsuite')
    expect(before!.attributes).toMatchObject({ name: 'reference/before', tests: '5', failures: '1', skipped: '0' })
    expect(elements(after!, 'testcase').map((c) => c.attributes.name)).toEqual(
      afterReport().verdicts.map((verdict) => verdict.target.replace('<', '&lt;')),
    )
  })

  it('fails a missed target with what was seen and what was asked for', () => {
    const [failure] = elements(parseXml(junitXml([afterReport()])), 'failure')
    expect(failure!.attributes).toMatchObject({ type: 'target-missed' })
    expect(failure!.attributes.message).toMatch(/8\.20 min \(7\.46–8\.94\).*asked for ≤ 5 min/)
  })

  it('skips a target that is not decided, with the number of deployments that it still takes', () => {
    const [skipped] = elements(parseXml(junitXml([afterReport()])), 'skipped')
    expect(skipped!.attributes.message).toMatch(/^inconclusive: .*3,049 more deployments/)
  })

  it('stays well-formed with names that are markup', () => {
    const root = parseXml(junitXml([hostileReport()]))
    expect(elements(root, 'script')).toEqual([])
    expect(elements(root, 'testcase')).toHaveLength(5)
  })

  it('is an empty suite for a report without targets', () => {
    const report = afterReport()
    report.verdicts = []
    expect(parseXml(junitXml([report])).attributes).toMatchObject({ tests: '0' })
  })
})
