import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Stack } from '../../../harness/terraform/stack.ts'
import { Stacks, type StacksOptions } from '../../../harness/terraform/stacks.ts'
import { applyUnseen, type StateBackend } from '../../../harness/terraform/state-access.ts'
import { TerraformJobs } from '../../../harness/terraform/terraform-jobs.ts'
import { workspacesOf } from '../../../harness/terraform/workspace.ts'
import { Kernel, type Process } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { describeWith } from '../describe-with.ts'
import { inRealTime, RecordedDeployment } from '../real-time.ts'
import { region } from '../small-fleet.ts'
import { stateBench, workOn } from './state-bench.ts'

const { signal } = new AbortController()
const fleet = fleetSchema.parse({
  regions: [region('us-east-1')],
  services: [
    { name: 'payment', team: 'money' },
    { name: 'web', team: 'shop' },
  ],
  infrastructureResources: 20,
})

describeWith(['docker', 'terraform'], 'the Terraform states of a region', () => {
  let bench: Awaited<ReturnType<typeof stateBench>>
  let backend: StateBackend
  beforeAll(async () => {
    bench = await stateBench()
    backend = bench.backend('dynamodb')
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  /** Everything that a job needs, and a way to run it. */
  function jobsOf(options: StacksOptions = {}) {
    const kernel = new Kernel()
    const stacks = new Stacks(fleet, options)
    const jobs = new TerraformJobs(kernel, backend, stacks)
    return { stacks, jobs, run: <T>(process: Process<T>) => inRealTime(kernel, process) }
  }

  it('are encrypted with the key, and only what a deployment changed is planned when checksums decide', async () => {
    const first = jobsOf()
    const settings = { states: 'per-team', skipUnchanged: true } as const
    const quiet = new RecordedDeployment(0)
    const changing = new RecordedDeployment(1, { infrastructureChange: true })
    const planAndApply = function* (deployment: RecordedDeployment) {
      const states = yield* first.jobs.changedStates(workOn('us-east-1', settings), deployment)
      const plans = []
      for (const state of states) {
        const plan = yield* first.jobs.plan(workOn(state, settings), deployment)
        plans.push(plan)
        if (plan.ok && plan.changes > 0) yield* first.jobs.apply(workOn(state, settings), deployment)
      }
      first.jobs.finish(deployment)
      return { states, plans }
    }

    const initial = await first.run(planAndApply(quiet))
    expect(initial.states).toEqual(['us-east-1/money', 'us-east-1/shop'])
    expect(initial.plans).toEqual([
      { ok: true, changes: 10, drift: false, destructive: false },
      { ok: true, changes: 10, drift: false, destructive: false },
    ])
    expect(await bench.store.encryptionKey('us-east-1/money')).toBe(backend.store.keyArn)

    expect((await first.run(planAndApply(new RecordedDeployment(2)))).states).toEqual([])
    const changed = await first.run(planAndApply(changing))
    expect(changed.states).toEqual(['us-east-1/shop'])
    expect(changed.plans).toEqual([{ ok: true, changes: 3, drift: false, destructive: false }])
    expect(changing.steps).toEqual(['plan', 'plan', 'plan', 'apply'])
    expect(changing.of('lock').map(({ lock, acquired }) => [lock, acquired])).toEqual([
      ['state us-east-1/shop', true],
      ['state us-east-1/shop', true],
    ])
    expect((await first.run(planAndApply(new RecordedDeployment(3)))).states).toEqual([])
  })

  it('are planned again whatever changed when nothing is skipped', async () => {
    const { jobs, run } = jobsOf()
    const states = await run(jobs.changedStates(workOn('us-east-1'), new RecordedDeployment()))
    expect(states).toEqual(['us-east-1'])
  })

  it('refuse a saved plan that somebody else has overtaken', async () => {
    const work = workOn('overtaken')
    const { jobs, stacks, run } = jobsOf()
    await applyUnseen(stacks.stack('overtaken'), backend, signal)
    stacks.set({ ...stacks.stack('overtaken'), revision: 'ours' })
    const deployment = new RecordedDeployment()
    await run(jobs.plan(work, deployment))
    await applyUnseen({ ...stacks.stack('overtaken'), revision: 'theirs' }, backend, signal)
    const result = await run(jobs.apply(work, deployment))
    expect(result).toMatchObject({
      ok: false,
      failure: { class: 'script-failure', message: expect.stringContaining('Saved plan is stale') },
    })
  })

  it('show a plan that takes something away as destructive', async () => {
    const { jobs, stacks, run } = jobsOf()
    const stack = stacks.stack('shrinking')
    await applyUnseen(stack, backend, signal)
    stacks.set({ ...stack, resources: stack.resources - 4 } satisfies Stack)
    const plan = await run(jobs.plan(workOn('shrinking'), new RecordedDeployment()))
    expect(plan).toEqual({ ok: true, changes: 4, drift: false, destructive: true })
  })

  it('leave no working copy behind when their deployment is over', async () => {
    const { jobs, run } = jobsOf()
    const deployment = new RecordedDeployment(7)
    await run(jobs.plan(workOn('passing'), deployment))
    const isThere = async () =>
      (await readdir(workspacesOf(bench.bench.run))).some((name) => name.startsWith('passing-'))
    expect(await isThere()).toBe(true)
    jobs.finish(deployment)
    await expect.poll(isThere).toBe(false)
  })
})
