import type { Job, JobKind, JobOf, Pipeline } from '../pipeline.ts'

/** How a guard helps: nothing goes wrong, what is wrong is stopped before users have it, it is noticed sooner, or it is mended sooner. */
export const GUARD_EFFECTS = ['prevents', 'stops', 'notices', 'recovers'] as const
export type GuardEffect = (typeof GUARD_EFFECTS)[number]

/** Something in a pipeline that keeps a weakness from doing harm, and that can be switched. */
export interface Guard {
  readonly name: string
  /** What it is, as it stands in the middle of a sentence: `the provenance check`. */
  readonly label: string
  readonly effect: GuardEffect
  /** Undefined where the pipeline has no place for it: no job that it could belong to. */
  isOn(pipeline: Pipeline): boolean | undefined
  /** A copy of the pipeline with it on or off, and nothing else changed. */
  switched(pipeline: Pipeline, on: boolean): Pipeline
}

/** Types a guard. */
export const defineGuard = (guard: Guard): Guard => guard

/** A guard that is one field of the pipeline. */
export const switchOf = (
  of: Pick<Guard, 'name' | 'label' | 'effect'>,
  field: 'provenanceCheck' | 'dailyDriftDetection' | 'exclusive',
): Guard => ({
  ...of,
  isOn: (pipeline) => pipeline[field],
  switched: (pipeline, on) => ({ ...pipeline, [field]: on }),
})

/** A guard that is a setting of all jobs of one kind; on where all of them have it. */
export const settingOf = <K extends JobKind>(
  of: Pick<Guard, 'name' | 'label' | 'effect'>,
  kind: K,
  setting: {
    /** Jobs that could have it; all unless given. */
    readonly where?: (job: JobOf<K>) => boolean
    readonly isOn: (job: JobOf<K>) => boolean
    readonly set: (job: JobOf<K>, on: boolean) => JobOf<K>
  },
): Guard => {
  const concerns = (job: Job): job is JobOf<K> => job.kind === kind && (setting.where?.(job as JobOf<K>) ?? true)
  return {
    ...of,
    isOn: (pipeline) => {
      const jobs = pipeline.stages.flatMap((stage) => stage.jobs).filter(concerns)
      return jobs.length === 0 ? undefined : jobs.every(setting.isOn)
    },
    switched: (pipeline, on) => withJobs(pipeline, (job) => (concerns(job) ? setting.set(job, on) : job)),
  }
}

/** A copy of the pipeline with each job replaced. */
export const withJobs = (pipeline: Pipeline, change: (job: Job) => Job): Pipeline => ({
  ...pipeline,
  stages: pipeline.stages.map((stage) => ({ ...stage, jobs: stage.jobs.map(change) })),
})
