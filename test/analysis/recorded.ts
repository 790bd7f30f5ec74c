import type { DeploymentEvent, JobId, Recording, StepKind } from '../../src/model/events.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Outcome } from '../../src/model/outcome.ts'

type Of<K extends DeploymentEvent['kind']> = Extract<DeploymentEvent, { kind: K }>

/** One attempt of a job, as a test writes it down. Times in milliseconds; a job starts when it is queued unless said. */
export interface RecordedJob {
  id: JobId
  stage?: string
  name?: string
  attempt?: number
  needs?: JobId[]
  onRunner?: boolean
  queued?: number
  started?: number
  finished: number
  failure?: Failure
  steps?: [step: StepKind, from: number, to: number][]
}

/** A failure for tests that care for its cause only. */
export const failureOf = (cause: Failure['cause'], more: Partial<Failure> = {}): Failure => ({
  class: 'script-failure',
  cause,
  message: `${cause} happened`,
  ...more,
})

/** Writes recordings by hand: the events of jobs and whatever else happened, put in order of time. */
export class Recorded {
  private readonly events: DeploymentEvent[] = []
  private readonly stretch: number
  private readonly deployment: number

  constructor(at = 0, stretch = 0, deployment = 0, attendants = 0) {
    this.stretch = stretch
    this.deployment = deployment
    this.with({
      kind: 'deployment.triggered',
      at,
      changedServices: ['payment'],
      databaseChange: false,
      infrastructureChange: false,
      attendants,
    })
  }

  with(...events: DeploymentEvent[]): this {
    this.events.push(...events)
    return this
  }

  job(job: RecordedJob): this {
    const { id, stage = 'build', name = id, attempt = 1, needs = [], onRunner = true, finished, failure } = job
    const queued = job.queued ?? job.started ?? 0
    const started = job.started ?? queued
    this.with(
      { kind: 'job.queued', at: queued, job: id, stage, name, attempt, needs, onRunner },
      { kind: 'job.started', at: started, job: id },
      ...(job.steps ?? []).map(([step, from, at]): Of<'step'> => ({ kind: 'step', at, from, job: id, step })),
    )
    return this.with({
      kind: 'job.finished',
      at: finished,
      job: id,
      passed: failure === undefined,
      ...(failure === undefined ? {} : { failure }),
    })
  }

  stage(stage: string, started: number, finished: number, passed = true): this {
    return this.with(
      { kind: 'stage.started', at: started, stage },
      { kind: 'stage.finished', at: finished, stage, passed },
    )
  }

  /** Reached production and became healthy there at these instants. */
  inProduction(reached: number, healthy?: number): this {
    this.with({ kind: 'production.reached', at: reached })
    return healthy === undefined ? this : this.with({ kind: 'deployment.healthy', at: healthy })
  }

  /** The marks of a recovery: impact, detected, decided, acted, verified. */
  recovery(
    [impact, detected, decided, acted, verified]: [number, number, number, number, number],
    of: {
      failure?: Failure
      path?: Of<'failure.detected'>['path']
      by?: Of<'recovery.decided'>['by']
      engineers?: number
      work?: number
      dataCorrupted?: boolean
    } = {},
  ): this {
    const { failure = failureOf('code-defect'), path = 'alert', by = 'policy', engineers = 0, work = 0 } = of
    return this.with(
      { kind: 'impact.started', at: impact, failure },
      { kind: 'failure.detected', at: detected, path },
      { kind: 'recovery.decided', at: decided, by, action: by === 'policy' ? 'revert' : 'roll-back-by-hand' },
      { kind: 'recovery.acted', at: acted, engineers, work },
      { kind: 'recovery.verified', at: verified, dataCorrupted: of.dataCorrupted ?? false },
    )
  }

  /** Ends the recording. Events at the same instant keep the order in which they were written down. */
  over(outcome: Outcome, at?: number): Recording {
    const end = at ?? Math.max(...this.events.map((event) => event.at))
    this.with({ kind: 'deployment.finished', at: end, outcome })
    const events = this.events.map((event, i) => ({ event, i })).sort((a, b) => a.event.at - b.event.at || a.i - b.i)
    return {
      address: { stretch: this.stretch, deployment: this.deployment },
      events: events.map(({ event }) => event),
    }
  }
}
