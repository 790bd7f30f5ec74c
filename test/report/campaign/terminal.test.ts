import { expect, test } from 'vitest'
import type { CampaignReport, FactorLevel, Resilience } from '../../../src/model/campaign.ts'
import { terminalCampaign } from '../../../src/report/campaign/index.ts'
import { lengthOf, WIDTH } from '../../../src/report/terminal/text.ts'

const estimate = (value: number, low: number, high: number) => ({
  value: value * 60_000,
  low: low * 60_000,
  high: high * 60_000,
  n: 4,
})
const level = (
  name: string,
  way: Resilience,
  difference: FactorLevel['difference'],
  timeToRecover = estimate(27.77, 1.5, 101.21),
): FactorLevel => ({
  factor: 'policy',
  level: name,
  n: 4,
  ways: { alone: 0, approval: 0, stopped: 0, 'by-hand': 0, not: 0, [way]: 4 },
  timeToRecover,
  difference,
})
const campaign = (effects: readonly FactorLevel[]): CampaignReport => ({
  kind: 'campaign',
  schemaVersion: 1,
  scenario: 'wide',
  environment: 'sim',
  seed: 1,
  repetitions: 2,
  design: 'full',
  policies: [],
  tiers: [],
  planned: 0,
  deployments: 0,
  cells: [],
  matrix: [],
  effects,
  misses: [],
  stopped: null,
  partial: false,
  notes: [],
})
const linesOf = (effects: readonly FactorLevel[]): string[] =>
  terminalCampaign(campaign(effects), { color: false }).split('\n')

const difference = estimate(-35.41, -174.1, 163.29)

test.each<readonly Resilience[]>([
  ['by-hand', 'alone', 'approval'],
  ['alone', 'approval', 'stopped', 'by-hand', 'not'],
])('what a policy does fits a terminal, however wide its figures (%s …)', (...ways) => {
  const names = ['manual', 'guarded', 'readiness-failures', 'any-failure', 'none']
  const lines = linesOf(ways.map((way, i) => level(names[i]!, way, i === 0 ? null : difference)))
  expect(Math.max(...lines.map(lengthOf))).toBeLessThanOrEqual(WIDTH)
  const shown = lines.join(' ')
  expect(shown).not.toContain('…')
  for (const text of names.slice(0, ways.length)) expect(shown).toContain(text)
  const count = (part: string): number => shown.split(part).length - 1
  expect(count('27.8 min')).toBe(ways.length)
  expect(count('(1.5–101.2)')).toBe(ways.length)
  for (const part of ['−35.4', '(−174.1 to 163.3)']) expect(count(part), part).toBe(ways.length - 1)
  expect(count('100 %')).toBe(ways.length)
})

test('figures that fit stay on one line', () => {
  const [time, more] = [estimate(4, 3.5, 4.5), estimate(1, 0.5, 2)]
  const lines = linesOf([level('manual', 'alone', null, time), level('guarded', 'alone', more, time)])
  expect(lines.find((line) => line.startsWith('rollback policy'))).toMatch(/time to recover\s+against the first$/)
  const guarded = lines.find((line) => line.startsWith('guarded'))
  expect(guarded).toMatch(/4\.00 min \(3\.50–4\.50\)\s+\+1\.00 \(0\.50–2\.00\)$/)
})
