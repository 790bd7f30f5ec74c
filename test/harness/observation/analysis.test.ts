import { describe, expect, it } from 'vitest'
import { analyse } from '../../../harness/observation/analysis.ts'
import type { RequestCounter } from '../../../harness/observation/request-counters.ts'
import { Kernel } from '../../../src/kernel/index.ts'
import { type AnalysisSettings, analysisSchema } from '../../../src/model/delivery-strategy.ts'
import { RecordedDeployment } from '../../real/recorded-deployment.ts'
import { PLACE, SERVICE } from './observed.ts'

const MINUTES = 60_000

/** What an analysis finds, and when, of a version whose pods count so at each instant; undefined when it finds nothing in ten minutes. */
function found(
  countersAt: (now: number) => readonly RequestCounter[] | undefined,
  settings: Partial<AnalysisSettings> = {},
  scrapeInterval = 15_000,
) {
  const kernel = new Kernel()
  const scrapes: number[] = []
  const counters = {
    *read() {
      scrapes.push(kernel.now)
      return countersAt(kernel.now)
    },
  }
  const of = { kernel, scrapeInterval, settings: analysisSchema.parse(settings), counters }
  const task = kernel.spawn(analyse(of, { service: SERVICE, region: PLACE }, new RecordedDeployment([SERVICE])))
  kernel.run(10 * MINUTES)
  const first = scrapes[0]!
  return { at: kernel.now, scrapes: scrapes.map((at) => at - first), sighting: task.done ? task.result : undefined }
}

/** Ten requests a second, a share of which fails from an instant on. */
const requests =
  (share: number, from = 0) =>
  (now: number): readonly RequestCounter[] => {
    const failed = Math.round((Math.max(0, now - from) / 100) * share)
    return [
      { series: 'a', value: Math.round(now / 100) - failed, isFailed: false },
      { series: 'b', value: failed, isFailed: true },
    ]
  }

describe('the analysis of a new version', () => {
  it('has nothing to say of one that answers well enough', () => {
    expect(found(requests(0)).sighting).toBeUndefined()
    expect(found(requests(0.04), { successRatio: 0.95 }).sighting).toBeUndefined()
  })

  it('finds one that does not, at the first measurement that fails, and since when', () => {
    const { sighting, scrapes } = found(requests(0.2), { intervalMs: 60_000 })
    expect(scrapes).toEqual([0, 15_000, 30_000, 45_000, 60_000])
    expect(sighting).toMatchObject({ service: SERVICE, region: PLACE, cause: 'code-defect' })
    expect(sighting?.message).toBe('the new version of payment answers with errors in north: 120 of 600 requests')
    expect(sighting?.since).toBeLessThanOrEqual(15_001)
  })

  it('lets as many measurements fail as are allowed', () => {
    const { scrapes } = found(requests(0.2), { intervalMs: 30_000, failureLimit: 2 })
    expect(scrapes.at(-1)).toBe(90_000)
  })

  it('forgets what was before the window of a measurement', () => {
    const { scrapes } = found(requests(0.5, 95_000), { intervalMs: 30_000, successRatio: 0.9 })
    expect(scrapes.at(-1)).toBe(120_000)
  })

  it('scrapes more often than the scenario does where a window would have fewer than two increases', () => {
    const { scrapes, sighting } = found(requests(0.2), { intervalMs: 4_000 }, 15_000)
    expect(scrapes).toEqual([0, 2_000, 4_000])
    expect(sighting).toBeDefined()
  })

  it('makes no measurement where there was no request, or nobody to count them', () => {
    expect(found(() => []).sighting).toBeUndefined()
    expect(found(() => undefined).sighting).toBeUndefined()
    expect(found(() => [{ series: 'b', value: 7, isFailed: true }]).sighting).toBeUndefined()
  })
})
