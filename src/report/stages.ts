import type { Report } from '../model/report.ts'
import { MINUTE_KINDS, type MinuteKind, minuteKind } from './wording/step.ts'

/** What a stage contributes to the critical path, for a bar. All times in ms, means over deployments. */
export interface StageMinutes {
  readonly stage: string
  readonly meanMs: number
  /** By kind of minute, in the order of {@link MINUTE_KINDS}, zeros included. */
  readonly parts: readonly { readonly kind: MinuteKind; readonly meanMs: number }[]
  /** Steps, the longest first. */
  readonly steps: readonly { readonly step: string; readonly meanMs: number }[]
}

/** The order of the published pipelines; other stages follow in the report's order. */
const ORDER = ['build', 'test', 'security-scan', 'infrastructure', 'deploy-staging', 'deploy-production']
const rank = (stage: string): number => (ORDER.includes(stage) ? ORDER.indexOf(stage) : ORDER.length)

/** Names of stages in the order of the pipelines, each once. */
export const inStageOrder = (stages: readonly string[]): string[] =>
  [...new Set(stages)].sort((a, b) => rank(a) - rank(b))

const total = (rows: readonly { readonly meanMs: number }[]): number => rows.reduce((sum, row) => sum + row.meanMs, 0)

/** Groups the critical path of a report by stage. */
export function stageMinutes(criticalPath: Report['criticalPath']): StageMinutes[] {
  return inStageOrder(criticalPath.map((row) => row.stage)).map((stage) => {
    const rows = criticalPath.filter((row) => row.stage === stage)
    return {
      stage,
      meanMs: total(rows),
      parts: MINUTE_KINDS.map((kind) => ({ kind, meanMs: total(rows.filter((row) => minuteKind(row.step) === kind)) })),
      steps: rows.map(({ step, meanMs }) => ({ step, meanMs })).sort((a, b) => b.meanMs - a.meanMs),
    }
  })
}

/** Length of the whole critical path, ms. */
export const pathLength = total
