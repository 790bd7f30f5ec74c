import fc from 'fast-check'
import type { JobId, Recording, StepKind } from '../../src/model/events.ts'
import { failureOf, Recorded } from './recorded.ts'

const span = fc.nat({ max: 90 })
const stepKind = fc.constantFrom<StepKind>('suite', 'layer-build', 'rollout', 'lock-wait', 'review')
/** Begin and end as shares of the job's time; steps may touch, overlap, contain each other, or have no length. */
const steps = fc.array(fc.tuple(stepKind, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), {
  maxLength: 6,
})
const job = fc.record({
  wait: span,
  length: span,
  steps,
  onRunner: fc.boolean(),
  retries: fc.nat({ max: 2 }),
  backOff: fc.nat({ max: 20 }),
  /** Which of the jobs before it needs, by bit; none means all of the stages before. */
  needs: fc.option(fc.nat({ max: 255 })),
})
type JobPlan = typeof job extends fc.Arbitrary<infer J> ? J : never

/** Plans of deployments: stages of jobs, and where within the last job production was healthy. */
const plan = fc.record({
  trigger: fc.nat({ max: 1_000 }),
  stages: fc.array(fc.array(job, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
  healthyBefore: fc.nat({ max: 60 }),
  healthyAfter: fc.nat({ max: 60 }),
})

interface Done {
  readonly id: JobId
  readonly started: number
  readonly finished: number
}

/** Recordings of deployments that an orchestrator could have made: a job is queued when what it needs has ended. */
export const recordings: fc.Arbitrary<Recording> = plan.map(({ trigger, stages, healthyBefore, healthyAfter }) => {
  const recorded = new Recorded(trigger)
  const done: Done[] = []
  let barrier = trigger
  for (const [s, jobs] of stages.entries()) {
    const before = [...done]
    const begun = barrier
    for (const [j, plan] of jobs.entries()) {
      const needed = plan.needs === null ? before : before.filter((_, i) => (plan.needs! >> i) & 1)
      const queued = plan.needs === null || needed.length === 0 ? begun : Math.max(...needed.map((d) => d.finished))
      // Without ids the barrier has to be found from the stages.
      const needs = plan.needs === null && plan.wait % 2 === 0 ? [] : needed.map((d) => d.id)
      const last = attempts(recorded, { id: `${s}/${j}`, stage: `stage-${s}`, queued, needs, plan })
      done.push(last)
      barrier = Math.max(barrier, last.finished)
    }
  }
  // Production can be healthy before the last job is over, but not before that job began.
  const last = done.find((d) => d.finished === barrier)!
  const early = barrier - Math.min(healthyBefore, Math.max(0, last.finished - last.started - 1))
  const healthy = healthyBefore > healthyAfter ? early : barrier + healthyAfter
  return recorded.inProduction(trigger, healthy).over('succeeded', Math.max(healthy, barrier))
})

function attempts(
  recorded: Recorded,
  job: { id: JobId; stage: string; queued: number; needs: JobId[]; plan: JobPlan },
): Done {
  const { id: name, stage, plan } = job
  let { queued, needs } = job
  for (let attempt = 1; ; attempt++) {
    const id = attempt === 1 ? name : `${name}~${attempt}`
    const started = queued + plan.wait
    const finished = started + plan.length
    const last = attempt > plan.retries
    recorded.job({
      ...{ id, stage, name, attempt, needs, onRunner: plan.onRunner, queued, started, finished },
      steps: stepsWithin(plan, started, finished),
      ...(last ? {} : { failure: failureOf('flaky-test') }),
    })
    if (last) return { id, started, finished }
    queued = finished + plan.backOff
    needs = [id]
  }
}

function stepsWithin({ steps, length }: JobPlan, started: number, finished: number): [StepKind, number, number][] {
  const at = (tenths: number): number => Math.min(finished, started + Math.round((length * tenths) / 10))
  return steps.map(([kind, a, b]) => [kind, at(Math.min(a, b)), at(Math.max(a, b))])
}
