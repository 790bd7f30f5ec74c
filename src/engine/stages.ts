import { type Process, Signal } from '../kernel/index.ts'
import type { JobId } from '../model/events.ts'
import type { Failure } from '../model/failure.ts'
import type { Job } from '../model/pipeline.ts'
import type { Context } from './context.ts'
import { expand } from './expand.ts'
import { runJob } from './job.ts'

/** How a pipeline ended: it passed, or this failure stopped it. */
export type PipelineResult = { readonly passed: true } | { readonly passed: false; readonly failure: Failure }

/** An entry of the pipeline with all its jobs: when it has ended, and the ids of its last attempts. */
interface Entry {
  readonly job: Job
  readonly stage: number
  readonly done: Signal<boolean>
  ids: readonly JobId[]
}

/**
 * Runs all stages of a deployment. An entry starts when what it needs has passed: the entries that it names, or all
 * entries of the stages before. When a job fails, what has begun runs on to its end and nothing that depends on it starts.
 */
export function* runStages(context: Context): Process<PipelineResult> {
  const { kernel, pipeline } = context.shared
  const entries = pipeline.stages.flatMap((stage, index) =>
    stage.jobs.map((job): Entry => ({ job, stage: index, done: new Signal<boolean>(), ids: [] })),
  )
  const run = new StageRun(context, entries)
  yield* kernel.together(entries.map((entry) => run.entry(entry)))
  return run.failure === undefined ? { passed: true } : { passed: false, failure: run.failure }
}

class StageRun {
  failure: Failure | undefined
  private readonly context: Context
  private readonly entries: readonly Entry[]
  private readonly running: number[]
  private readonly begun: boolean[]
  private readonly failed: boolean[]

  constructor(context: Context, entries: readonly Entry[]) {
    this.context = context
    this.entries = entries
    const { stages } = context.shared.pipeline
    this.running = stages.map((stage) => stage.jobs.length)
    this.begun = stages.map(() => false)
    this.failed = stages.map(() => false)
  }

  *entry(entry: Entry): Process {
    const before = this.neededBy(entry)
    for (const needed of before) if (!needed.done.fired) yield needed.done
    const passed = before.every((needed) => needed.done.value === true) && (yield* this.jobs(entry, before))
    this.leave(entry.stage)
    entry.done.fire(passed)
  }

  private *jobs(entry: Entry, before: readonly Entry[]): Process<boolean> {
    const { context } = this
    const { kernel, pipeline } = context.shared
    const stage = pipeline.stages[entry.stage]!.name
    this.begin(entry.stage, stage)
    const needs = before.flatMap((needed) => needed.ids)
    const units = expand(entry.job, context)
    if (units.length === 0) {
      entry.ids = needs
      return true
    }
    const outcomes = yield* kernel.together(units.map((unit) => runJob(entry.job, unit, stage, needs, context)))
    entry.ids = outcomes.map((outcome) => outcome.id)
    const bad = outcomes.find((outcome) => !outcome.result.ok)
    if (bad === undefined || bad.result.ok || entry.job.allowFailure) return true
    this.failure ??= bad.result.failure
    this.failed[entry.stage] = true
    return false
  }

  private neededBy(entry: Entry): Entry[] {
    const { needs } = entry.job
    return needs === undefined
      ? this.entries.filter((other) => other.stage < entry.stage)
      : this.entries.filter((other) => needs.includes(other.job.name))
  }

  private begin(index: number, stage: string): void {
    if (this.begun[index]) return
    this.begun[index] = true
    this.context.record({ kind: 'stage.started', at: this.context.shared.kernel.now, stage })
  }

  private leave(index: number): void {
    this.running[index]!--
    if (this.running[index]! > 0 || !this.begun[index]) return
    const { kernel, pipeline } = this.context.shared
    this.context.record({
      kind: 'stage.finished',
      at: kernel.now,
      stage: pipeline.stages[index]!.name,
      passed: !this.failed[index],
    })
  }
}
