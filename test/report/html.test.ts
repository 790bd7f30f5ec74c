import { describe, expect, it } from 'vitest'
import { type Report, reportSchema } from '../../src/model/report.ts'
import { renderReport, renderSuite } from '../../src/report/index.ts'
import { hostileReport } from './hostile.ts'
import { afterReport, beforeReport } from './sample.ts'
import { sampleSuite } from './sample-suite.ts'
import { parseXml } from './well-formed.ts'

const body = (html: string): string => html.slice(html.indexOf('<body>'), html.indexOf('</body>') + 7)
const sections = (html: string): string[] => [...html.matchAll(/<section id="([\w-]+)"/g)].map(([, id = '']) => id)

describe('report.html', () => {
  it('has every section, and a link to each', () => {
    const html = renderReport(afterReport())
    expect(sections(html)).toEqual([
      'targets',
      'minutes',
      'distribution',
      'examples',
      'failures',
      'recovery',
      'audit',
      'assumptions',
      'measurements',
    ])
    expect([...html.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id)).toEqual(['content', ...sections(html)])
  })

  it('is well-formed down to the last tag', () => {
    expect(() =>
      parseXml(body(renderReport(beforeReport())).replaceAll('<details open>', '<details open="">')),
    ).not.toThrow()
  })

  it('refers to nothing outside of itself and contains no script', () => {
    const html = renderReport(afterReport(), { suite: { name: 'reference', href: '../report.html' } })
    expect(html).not.toMatch(/<script|<img|<iframe|<link(?! rel="icon" href="data:,")|@import|@font-face|\bsrc=/)
    expect([...html.matchAll(/url\(([^)]*)\)/g)].map(([, target]) => target)).toEqual(['#hatch'])
    const links = [...html.matchAll(/href="([^"#][^"]*)"/g)].map(([, href]) => href)
    expect(links).toEqual(['data:,', './../report.html', 'https://argo-cd.readthedocs.io/en/stable/faq/'])
  })

  it('forbids loading and running anything by its own policy', () => {
    expect(renderReport(afterReport())).toContain(
      `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"`,
    )
  })

  it('shows figures with intervals, targets and verdicts', () => {
    const html = renderReport(afterReport())
    expect(html).toContain('<b class="nowrap">18.1 min</b> <span class="interval-text">(17.8–18.4)</span>')
    expect(html).toContain('✗ 1 of 5 targets missed')
    expect(html).toContain('3,049 more deployments are needed to say')
    expect(html).toContain('Of 5 constants 2 have a source and 3 are assumed; 1 was tuned')
    expect(html).toMatch(/<em>assumed<\/em>, plausible <span class="nowrap">5–60<\/span>/)
  })

  it('opens the median and the slowest deployment, and leaves the others to a click', () => {
    const opened = [...renderReport(afterReport()).matchAll(/<details open><summary>([^<]*)/g)].map(([, why]) =>
      why?.trim(),
    )
    expect(opened).toEqual(['median duration', 'slowest'])
  })

  it('makes nothing of names that are markup', () => {
    const html = renderReport(hostileReport())
    expect(html).not.toMatch(/<script|<img|\sonerror="|\sonload='|onclick="/)
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(() => parseXml(body(html).replaceAll('<details open>', '<details open="">'))).not.toThrow()
  })

  it('says so when there is nothing: no deployment in production, no target, no failure', () => {
    const nothing = { value: null, low: null, high: null, n: 0 }
    const empty: Report = reportSchema.parse({
      ...afterReport(),
      runs: 3,
      measurements: {},
      rates: { 'change.failure.rate': { ...nothing, count: 0, units: 1, designEffect: null } },
      verdicts: [],
      published: [],
      audit: [],
      criticalPath: [],
      histogram: { fromMs: 0, binMs: 60_000, counts: [] },
      failures: [],
      examples: [],
      assumptions: [],
      notes: [],
    })
    const html = renderReport(empty)
    expect(html).toContain('no deployment reached production')
    expect(html).toContain('No targets were set')
    expect(html).toContain('No deployment ended badly.')
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
    expect(sections(html)).toEqual(['targets', 'failures'])
  })

  it('calls the figures of a real cluster measured', () => {
    expect(renderReport({ ...afterReport(), environment: 'kind' })).toContain('measured on kind')
  })
})

describe('report.html of a suite', () => {
  it('sets before and after side by side and links to both', () => {
    const { suite, reports } = sampleSuite()
    const html = renderSuite(suite, reports)
    expect(sections(html)).toEqual(['side-by-side', 'comparisons', 'factorial', 'scenarios', 'audit'])
    expect(html).toContain('href="./reference-after/report.html"')
    expect(html).toContain('<b>−191 min</b> (−195 to −187)')
    expect(() => parseXml(body(html))).not.toThrow()
  })

  it('shows the 2 × 2 with its cells, its interaction and its explanation', () => {
    const { suite, reports } = sampleSuite()
    const html = renderSuite(suite, reports)
    expect(html).toContain('together minus the sum of the parts')
    expect(html).toContain('Parallel builds already hide most of the time')
    expect(html.match(/class="matrix"/g)).toHaveLength(1)
  })

  it('shows the notes of both, with the name where only one of them has it', () => {
    const { suite, reports } = sampleSuite()
    reports[0]!.notes = ['shared', 'of the old pipeline']
    reports[4]!.notes = ['shared']
    const html = renderSuite(suite, reports)
    expect([...html.matchAll(/<li>((?:shared|before:)[^<]*)/g)].map(([, note]) => note)).toEqual([
      'shared',
      'before: of the old pipeline',
    ])
  })

  it('lists the scenarios of a suite without comparisons', () => {
    const { suite, reports } = sampleSuite()
    const html = renderSuite({ ...suite, comparisons: [], factorial: null, audit: [] }, reports)
    expect(sections(html)).toEqual(['scenarios'])
    expect(html).not.toMatch(/NaN|undefined/)
  })

  it('cannot be led to another place by a folder name', () => {
    const { suite, reports } = sampleSuite()
    suite.scenarios[0]!.folder = 'javascript:alert(1)//"><script>'
    expect(renderSuite(suite, reports)).toContain('href="./javascript:alert(1)//%22%3E%3Cscript%3E/report.html"')
  })
})
