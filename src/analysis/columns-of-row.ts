import { OUTCOMES } from '../model/outcome.ts'
import type { DeploymentRow } from './row.ts'

/** Columns whose numbers stand for words. */
export const WORD_COLUMNS = ['failure', 'path', 'attribution'] as const
export type WordColumn = (typeof WORD_COLUMNS)[number]

/** Prefixes of the columns that there are one of for each stage: its duration, and its share of the critical path. */
export const STAGE_COLUMN = 'stage/'
export const CRITICAL_COLUMN = 'critical/'

/** Columns of every row; all times in milliseconds, `outcome` as its position in `OUTCOMES`. */
export const NUMBER_COLUMNS = [
  'stretch',
  'deployment',
  'triggeredAt',
  'outcome',
  'changedServices',
  'durationMs',
  'jobWaitMs',
  'cacheHits',
  'cacheMisses',
  'manualSteps',
  'engineerMs',
  'runnerMs',
  'requestsSent',
  'requestsLost',
  'recoveryMs',
  'detectMs',
  'decideMs',
  'actMs',
  'verifyMs',
  'dataCorrupted',
] as const
export type NumberColumn = (typeof NUMBER_COLUMNS)[number]

/** The numbers of a row by column; what the row does not have is NaN. */
export function numbersOf(row: DeploymentRow): Record<NumberColumn, number> {
  const { address, recovery } = row
  return {
    stretch: address.stretch,
    deployment: address.deployment,
    triggeredAt: row.triggeredAt,
    outcome: OUTCOMES.indexOf(row.outcome),
    changedServices: row.changedServices,
    durationMs: row.durationMs ?? Number.NaN,
    jobWaitMs: row.jobWaitMs,
    cacheHits: row.cacheHits,
    cacheMisses: row.cacheMisses,
    manualSteps: row.manualSteps,
    engineerMs: row.engineerMs,
    runnerMs: row.runnerMs,
    requestsSent: row.requestsSent ?? Number.NaN,
    requestsLost: row.requestsLost ?? Number.NaN,
    recoveryMs: recovery?.totalMs ?? Number.NaN,
    detectMs: recovery?.detectMs ?? Number.NaN,
    decideMs: recovery?.decideMs ?? Number.NaN,
    actMs: recovery?.actMs ?? Number.NaN,
    verifyMs: recovery?.verifyMs ?? Number.NaN,
    dataCorrupted: recovery === null ? Number.NaN : Number(recovery.dataCorrupted),
  }
}

/** What a row's failure is remembered by. */
export interface FailureKey {
  readonly cause: string
  readonly stage: string
  readonly class: string
  /** Fault or flaw that it goes back to; empty when it is not known. */
  readonly origin: string
}

/** A failure as one word. */
export function failureWord(failure: NonNullable<DeploymentRow['failure']>): string {
  return JSON.stringify([failure.cause, failure.stage, failure.class, failure.origin ?? ''])
}

/** The opposite of {@link failureWord}. */
export function failureOfWord(word: string): FailureKey {
  const [cause, stage, failureClass, origin] = JSON.parse(word) as [string, string, string, string]
  return { cause, stage, class: failureClass, origin }
}
