import type { Recording, StepKind } from '../../model/events.ts'
import type { Millis } from '../../model/units.ts'
import type { Timeline } from '../timeline.ts'
import type { Gate } from './families.ts'

/** Steps that show that a job looked; `staging` is known by its rollouts instead. */
const LOOKS: Readonly<Record<Exclude<Gate, 'staging'>, readonly StepKind[]>> = {
  tests: ['suite'],
  scan: ['scan'],
  plan: ['plan', 'review'],
  validation: ['migration'],
}

/** Stages that looked with one of these gates, and whose jobs had passed by then, in the order of the pipeline. */
export function letThrough(
  gates: readonly Gate[],
  before: Millis,
  { events }: Recording,
  { jobs, stages }: Timeline,
): string[] {
  const looked = new Set<string>()
  const passed = jobs.filter((job) => job.passed && job.finishedAt !== null && job.finishedAt <= before)
  for (const gate of gates) {
    if (gate === 'staging') {
      for (const event of events) {
        if (event.kind !== 'rollout.finished' || event.environment !== 'staging') continue
        const job = passed.find(({ startedAt, finishedAt }) => startedAt! <= event.from && finishedAt! >= event.at)
        if (job !== undefined) looked.add(job.stage)
      }
    } else {
      for (const job of passed) if (job.steps.some(({ step }) => LOOKS[gate].includes(step))) looked.add(job.stage)
    }
  }
  return stages.map(({ stage }) => stage).filter((stage, i, all) => looked.has(stage) && all.indexOf(stage) === i)
}
