import { expect, test } from 'vitest'
import { KindInterceptions } from '../../../harness/faults/kind-interceptions.ts'
import type { Rule, WorkSeen } from '../../../src/faults/hooks.ts'
import { Kernel, type Process } from '../../../src/kernel/index.ts'
import type { DeploymentEvent } from '../../../src/model/events.ts'
import { Steps } from '../../../src/world/sim/steps.ts'
import type { Result } from '../../../src/world/world.ts'

const WORK: WorkSeen = { point: 'test', job: 'unit payment', service: 'payment', subject: 'unit' }
const FAILING: Rule = {
  at: ['test'],
  times: 1,
  cause: 'lost-race',
  effect: { kind: 'fail', class: 'flaky-test', message: 'a test failed' },
}
const flaky: Result = { ok: false, failure: { class: 'flaky-test', cause: 'flaky-test', message: 'test 12 failed' } }

/** Rules over work that has a result of its own. */
function world(kernel = new Kernel()) {
  const interceptions = new KindInterceptions(kernel)
  const events: DeploymentEvent[] = []
  const steps = new Steps(kernel, 'unit payment', { record: (event: DeploymentEvent) => events.push(event) } as never)
  const work = function* (result: Result): Process<Result> {
    yield* interceptions.before(WORK, steps)
    return interceptions.ended(WORK, result)
  }
  const run = (result: Result): Result => {
    const task = kernel.spawn(work(result))
    kernel.run()
    return task.result
  }
  return { kernel, interceptions, work, run, events }
}

const prepared = (done: string[]) => () => ({
  *prepare(): Process {
    done.push('prepared')
  },
})

test('work that fails as the rule says is hit, and its own failure is put down to the fault', () => {
  const { interceptions, run } = world()
  const done: string[] = []
  const { interception } = interceptions.add('flaky-test', FAILING, prepared(done))
  expect(run(flaky)).toEqual({
    ok: false,
    failure: { class: 'flaky-test', cause: 'fault', origin: 'flaky-test', message: 'test 12 failed' },
  })
  expect(done).toEqual(['prepared'])
  expect(interception.hits).toHaveLength(1)
})

test('work that succeeds in spite of the cause is no hit: failures are not made up', () => {
  const { interceptions, run } = world()
  const { interception } = interceptions.add('flaky-test', FAILING, prepared([]))
  expect(run({ ok: true })).toEqual({ ok: true })
  expect(interception.hits).toEqual([])
})

test('work after the last time passes, and so does work after the rule was taken back', () => {
  const { interceptions, run } = world()
  const done: string[] = []
  const { interception, lift } = interceptions.add('flaky-test', FAILING, prepared(done))
  run(flaky)
  run({ ok: true })
  expect(interception.passed).toHaveLength(1)
  lift()
  expect(run(flaky)).toEqual(flaky)
  expect(done).toEqual(['prepared'])
})

test('a rule that makes work fail needs a real cause', () => {
  const { interceptions } = world()
  const { cause: _cause, ...made } = FAILING
  expect(() => interceptions.add('clock-skew', made, prepared([]))).toThrow('nothing real brings this about')
})

test('a rule that holds work back lets it go when it is taken back, and the time is recorded', () => {
  const { kernel, interceptions, work, events } = world()
  const rule: Rule = { at: ['test'], effect: { kind: 'hold', step: 'approval' } }
  const { lift } = interceptions.add('approval-never-comes', rule, prepared([]))
  const task = kernel.spawn(work({ ok: true }))
  kernel.after(5_000, lift)
  kernel.run()
  expect(task.result).toEqual({ ok: true })
  expect(events).toMatchObject([{ kind: 'step', step: 'approval', from: 0, at: 5_000 }])
})
