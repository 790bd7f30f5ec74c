import { afterAll, beforeAll, expect, it } from 'vitest'
import { Colleague } from '../../../harness/terraform/colleague.ts'
import { LOCKINGS } from '../../../harness/terraform/locking.ts'
import { Stacks } from '../../../harness/terraform/stacks.ts'
import { applyUnseen, forceUnlock } from '../../../harness/terraform/state-access.ts'
import { TerraformJobs } from '../../../harness/terraform/terraform-jobs.ts'
import { Kernel } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { describeWith } from '../describe-with.ts'
import { inRealTime, RecordedDeployment } from '../real-time.ts'
import { oneService } from '../small-fleet.ts'
import { stateBench, workOn } from './state-bench.ts'

const { signal } = new AbortController()
const fleet = fleetSchema.parse({ ...oneService, infrastructureResources: 5 })

describeWith(['docker', 'terraform'], 'the lock of a Terraform state', () => {
  let bench: Awaited<ReturnType<typeof stateBench>>
  beforeAll(async () => {
    bench = await stateBench()
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  it.each(LOCKINGS)('lets one of two applies through and gives the other its own error (%s)', async (locking) => {
    const work = workOn(`two-at-once-${locking}`)
    const stacks = new Stacks(fleet, { applyMs: 4_000 })
    const kernel = new Kernel()
    const jobs = new TerraformJobs(kernel, bench.backend(locking), stacks)
    const deployments = [new RecordedDeployment(1), new RecordedDeployment(2)] as const
    const both = function* () {
      for (const deployment of deployments) yield* jobs.plan(work, deployment)
      return yield* kernel.together(deployments.map((deployment) => jobs.apply(work, deployment)))
    }
    const results = await inRealTime(kernel, both())

    const refused = results.find((result) => !result.ok)
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(refused?.failure).toMatchObject({ class: 'state-locked', cause: 'state-lock-conflict' })
    expect(refused?.failure.message).toMatch(
      /locked by \S+@\S+ \(OperationTypeApply, since .+\), lock ID [0-9a-f-]{36}/,
    )
    const ofApplies = deployments.map((deployment) => deployment.of('lock').at(-1)?.acquired)
    expect(ofApplies.toSorted()).toEqual([false, true])
    expect(await bench.store.lockOf(work.state)).toBeUndefined()
  })

  it('is waited for as long as the job allows, and no longer', async () => {
    const state = 'patience'
    const stack = new Stacks(fleet).stack(state)
    const backend = bench.backend('dynamodb')
    await applyUnseen(stack, backend, signal)
    const plan = async (lockTimeoutMs: number) => {
      const kernel = new Kernel()
      const deployment = new RecordedDeployment()
      const jobs = new TerraformJobs(kernel, backend, new Stacks(fleet))
      const result = await inRealTime(kernel, jobs.plan(workOn(state, { lockTimeoutMs }), deployment))
      jobs.finish(deployment)
      return { result, lock: deployment.of('lock')[0], steps: deployment.steps }
    }

    await using colleague = await Colleague.lock(stack, backend, signal)
    expect(await bench.store.lockOf(state)).toMatchObject({ id: colleague.lock.id, operation: 'OperationTypeApply' })
    const impatient = await plan(0)
    expect(impatient.result).toMatchObject({ ok: false, failure: { class: 'state-locked' } })
    expect(impatient.steps).toEqual(['plan'])

    const tooShort = await plan(2_000)
    expect(tooShort.result).toMatchObject({ ok: false, failure: { class: 'state-locked' } })
    expect(tooShort.lock?.wait).toBeGreaterThan(1_900)

    setTimeout(() => void colleague.release(signal), 2_500)
    const patient = await plan(30_000)
    expect(patient.result).toMatchObject({ ok: true, changes: 0 })
    expect(patient.lock).toMatchObject({ acquired: true })
    expect(patient.lock?.wait).toBeGreaterThan(500)
    expect(patient.steps).toEqual(['plan', 'lock-wait', 'plan'])
  })

  it.each(LOCKINGS)('stays when its holder dies, until somebody opens it by force (%s)', async (locking) => {
    const state = `abandoned-${locking}`
    const stack = new Stacks(fleet).stack(state)
    const backend = bench.backend(locking)
    const colleague = await Colleague.lock(stack, backend, signal)
    await colleague.abandon()
    expect(await bench.store.lockOf(state)).toMatchObject({ id: colleague.lock.id })
    await expect(applyUnseen(stack, backend, signal)).rejects.toThrow('Error acquiring the state lock')

    await expect(forceUnlock(stack, 'another-lock', backend, signal)).rejects.toThrow('another-lock')
    await forceUnlock(stack, colleague.lock.id, backend, signal)
    expect(await bench.store.lockOf(state)).toBeUndefined()
    await applyUnseen(stack, backend, signal)
  })

  it('is given back when an apply is interrupted', async () => {
    const work = workOn('interrupted')
    const kernel = new Kernel()
    const deployment = new RecordedDeployment()
    const jobs = new TerraformJobs(kernel, bench.backend('dynamodb'), new Stacks(fleet, { applyMs: 60_000 }))
    const controller = new AbortController()
    const planAndApply = function* () {
      yield* jobs.plan(work, deployment)
      setTimeout(() => controller.abort(new Error('enough')), 2_000)
      return yield* jobs.apply(work, deployment)
    }
    await expect(inRealTime(kernel, planAndApply(), controller.signal)).rejects.toThrow()
    expect(await bench.store.lockOf(work.state)).toBeUndefined()
  })
})
