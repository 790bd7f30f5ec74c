import { afterAll, beforeAll, expect, it } from 'vitest'
import { Colleague } from '../../../harness/terraform/colleague.ts'
import { Stacks } from '../../../harness/terraform/stacks.ts'
import { TerraformJobs } from '../../../harness/terraform/terraform-jobs.ts'
import { UnequippedWorld } from '../../../harness/unequipped-world.ts'
import { Orchestrator } from '../../../src/engine/orchestrator.ts'
import { external, Kernel, type Process, Signal } from '../../../src/kernel/index.ts'
import type { Recording } from '../../../src/model/events.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import type {
  ChangeSet,
  Deployment,
  Detection,
  PlanResult,
  RegionWork,
  Result,
  StateWork,
  Work,
} from '../../../src/world/world.ts'
import { describeWith } from '../describe-with.ts'
import { inRealTime } from '../real-time.ts'
import { oneService } from '../small-fleet.ts'
import { stateBench } from './state-bench.ts'

const { signal } = new AbortController()

/** Only Terraform, and a colleague who is done with the state when a runner takes the job for the second time. */
class TerraformWorld extends UnequippedWorld {
  private readonly kernel: Kernel
  private readonly jobs: TerraformJobs
  private readonly colleague: Colleague

  constructor(kernel: Kernel, jobs: TerraformJobs, colleague: Colleague) {
    super()
    this.kernel = kernel
    this.jobs = jobs
    this.colleague = colleague
  }

  override changedStates(work: RegionWork, deployment: Deployment): Process<readonly string[]> {
    return this.jobs.changedStates(work, deployment)
  }

  override plan(work: StateWork, deployment: Deployment): Process<PlanResult> {
    return this.jobs.plan(work, deployment)
  }

  override apply(work: StateWork, deployment: Deployment): Process<Result> {
    return this.jobs.apply(work, deployment)
  }

  override *finish(deployment: Deployment): Process {
    this.jobs.finish(deployment)
  }

  override *change(): Process<ChangeSet> {
    return { services: [], databaseChange: false, irreversible: false, infrastructureChange: true }
  }

  override *prepareRunner(work: Work): Process<Result> {
    if (work.job.endsWith('~2')) yield* external(this.kernel, (signal) => this.colleague.release(signal))
    return { ok: true }
  }

  override watch(): Process<Detection> {
    return new Signal<Detection>().wait()
  }
}

describeWith(['docker', 'terraform'], 'a pipeline that meets a locked state', () => {
  let bench: Awaited<ReturnType<typeof stateBench>>
  beforeAll(async () => {
    bench = await stateBench()
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  async function deploy(retries: number): Promise<Recording> {
    const scenario = scenarioSchema.parse({
      name: 'infrastructure',
      fleet: { ...oneService, infrastructureResources: 5 },
      pipeline: {
        stages: [{ name: 'infrastructure', jobs: [{ kind: 'terraform', name: 'terraform', review: 'none' }] }],
        retry: { max: retries, on: ['state-locked'] },
      },
      deployments: { perDay: 1, observation: 0 },
    })
    const kernel = new Kernel()
    const backend = bench.backend('dynamodb')
    const stacks = new Stacks(scenario.fleet)
    await using colleague = await Colleague.lock(stacks.stack('us-east-1'), backend, signal)
    const world = new TerraformWorld(kernel, new TerraformJobs(kernel, backend, stacks), colleague)
    const orchestrator = new Orchestrator({ kernel, world, scenario })
    return await inRealTime(kernel, orchestrator.deploy({ stretch: 0, deployment: retries }))
  }

  const outcomeOf = (recording: Recording) =>
    recording.events.find((event) => event.kind === 'deployment.finished')?.outcome
  const failuresOf = (recording: Recording) =>
    recording.events.flatMap((event) => (event.kind === 'job.finished' ? [event.failure?.class] : []))

  it('is blocked when its policy has no retry for it, and goes on when it has', async () => {
    const blocked = await deploy(0)
    expect(failuresOf(blocked)).toEqual(['state-locked'])
    expect(outcomeOf(blocked)).toBe('blocked')

    const retried = await deploy(1)
    expect(failuresOf(retried)).toEqual(['state-locked', undefined])
    expect(outcomeOf(retried)).toBe('succeeded')
  })
})
