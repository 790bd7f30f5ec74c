import { describe, expect, it } from 'vitest'
import { publishedAudit } from '../../src/analysis/index.ts'

describe('publishedAudit', () => {
  const derived = Object.fromEntries(publishedAudit().map((line) => [line.subject, line.derived]))

  it('derives the figures that the published ones contradict', () => {
    expect(derived).toMatchObject({
      'failures before, a year': '562,500 $ (7,500 $ each)',
      'failures after, a day': '0.024',
      'developer time after, a day': '4 h',
      'reduction of deployment time': '91.4 %',
      'saved developer time, a year': '1,275,000 $',
      'developer time of one deployment before': '2,625 $',
      'engineer-hours of one deployment before': '17.5',
      'restarts that set off the restart alert': '90 restarts; a crashing pod makes 7',
      'incidents by deployments, a month': '6.3 before, 0.504 after',
    })
  })

  it('says of each contradiction what it means', () => {
    for (const { subject, published, comment } of publishedAudit()) {
      expect(comment, subject).toMatch(/\.$/)
      expect(published, subject).not.toBe(derived[subject])
    }
  })
})
