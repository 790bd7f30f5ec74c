import { deliveryStrategySchema } from '../delivery-strategy.ts'
import type { Job, JobOf, Pipeline } from '../pipeline.ts'
import { defineGuard, settingOf, switchOf } from './guard.ts'

/** Dependencies are healthy before what depends on them is started. */
export const waves = settingOf(
  { name: 'waves', label: 'rollout in the order of dependencies (waves)', effect: 'prevents' },
  'deploy',
  { isOn: (job) => job.waves, set: (job, on) => ({ ...job, waves: on }) },
)

/** Each service is tried after its rollout in production. */
export const smokeTest = settingOf(
  { name: 'smoke-test', label: 'the smoke test in production', effect: 'notices' },
  'deploy',
  {
    where: ({ environment }) => environment === 'production',
    isOn: (job) => job.smokeTest !== 'none',
    set: (job, on) => ({ ...job, smokeTest: on ? 'pipeline' : 'none' }),
  },
)

const CANARY = deliveryStrategySchema.parse({ kind: 'canary' })
const isGradual = ({ strategy }: JobOf<'deploy'>): boolean => strategy !== undefined && strategy.kind !== 'rolling'

/** A part of the traffic tries the new version first, and what it gets is measured. Any strategy that does so counts. */
export const canary = settingOf({ name: 'canary', label: 'a canary with analysis', effect: 'notices' }, 'deploy', {
  where: ({ environment }) => environment === 'production',
  isOn: isGradual,
  set: ({ strategy, ...job }, on) => {
    if (!on) return job
    return { ...job, strategy: strategy === undefined || strategy.kind === 'rolling' ? CANARY : strategy }
  },
})

/** One deployment at a time in an environment. */
export const exclusiveEnvironments = switchOf(
  { name: 'exclusive-environments', label: 'one deployment at a time in an environment', effect: 'prevents' },
  'exclusive',
)

const isStaging = (job: Job): boolean => job.kind === 'deploy' && job.environment === 'staging'
const isProduction = (job: Job): job is JobOf<'deploy'> => job.kind === 'deploy' && job.environment === 'production'

/** The release runs in staging, and is tried there, before production has it. */
export const staging = defineGuard({
  name: 'staging',
  label: 'the staging environment',
  effect: 'stops',
  isOn: ({ stages }) => stages.some((stage) => stage.jobs.some(isStaging)),
  switched: (pipeline, on) => {
    const has = pipeline.stages.some((stage) => stage.jobs.some(isStaging))
    if (has === on) return pipeline
    return on ? withStaging(pipeline) : withoutStaging(pipeline)
  },
})

/** Who needed staging needs what staging needed; where that is a barrier, nothing is left to name. */
function withoutStaging(pipeline: Pipeline): Pipeline {
  const gone = new Map(
    pipeline.stages.flatMap((stage) => stage.jobs.filter(isStaging).map((job) => [job.name, job.needs ?? []] as const)),
  )
  const needs = (names: readonly string[]): string[] => [...new Set(names.flatMap((name) => gone.get(name) ?? [name]))]
  const stages = pipeline.stages.flatMap((stage) => {
    const jobs = stage.jobs
      .filter((job) => !isStaging(job))
      .map((job): Job => (job.needs === undefined ? job : withNeeds(job, needs(job.needs))))
    return jobs.length === 0 ? [] : [{ ...stage, jobs }]
  })
  return { ...pipeline, stages }
}

/** A list of needs that became empty would let the job start at once; without one it waits for the stages before. */
function withNeeds(job: Job, needs: string[]): Job {
  const { needs: _, ...rest } = job
  return needs.length === 0 ? rest : { ...rest, needs }
}

/** A stage like production's deploy job, before the stage that has it. */
function withStaging(pipeline: Pipeline): Pipeline {
  const at = pipeline.stages.findIndex((stage) => stage.jobs.some(isProduction))
  const job = pipeline.stages[at]?.jobs.find(isProduction)
  if (job === undefined) return pipeline
  const { needs: _, ...rest } = job
  const copy: Job = { ...rest, name: 'staging', environment: 'staging', smokeTest: 'pipeline' }
  const own = pipeline.stages.map((stage) => ({
    ...stage,
    jobs: stage.jobs.map((each) =>
      isProduction(each) && each.needs !== undefined ? { ...each, needs: [...each.needs, 'staging'] } : each,
    ),
  }))
  return { ...pipeline, stages: [...own.slice(0, at), { name: 'deploy-staging', jobs: [copy] }, ...own.slice(at)] }
}
