import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandWorld } from '../../../harness/command/command-world.ts'
import { Orchestrator } from '../../../src/engine/orchestrator.ts'
import { Kernel, runInRealTime } from '../../../src/kernel/index.ts'
import type { DeploymentEvent, Recording } from '../../../src/model/events.ts'
import { type ScenarioInput, scenarioSchema } from '../../../src/model/scenario.ts'

const region = { name: 'here', nodeGroups: [{ name: 'nodes', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] }

function scenario(pipeline: ScenarioInput['pipeline']) {
  return scenarioSchema.parse({
    name: 'commands',
    fleet: { regions: [region], services: [{ name: 'web' }] },
    pipeline,
    deployments: { perDay: 1, observation: 0 },
  })
}

async function runReal(pipeline: ScenarioInput['pipeline'], signal?: AbortSignal): Promise<Recording> {
  const kernel = new Kernel()
  const orchestrator = new Orchestrator({ kernel, world: new CommandWorld(kernel), scenario: scenario(pipeline) })
  const task = kernel.spawn(orchestrator.deploy({ stretch: 0, deployment: 0 }))
  await runInRealTime(kernel, signal === undefined ? {} : { signal })
  return task.result
}

const of = <K extends DeploymentEvent['kind']>(recording: Recording, kind: K) =>
  recording.events.filter((event): event is Extract<DeploymentEvent, { kind: K }> => event.kind === kind)

const node = (script: string): string[] => [process.execPath, '-e', script]

describe('a pipeline of commands in real time', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatrial-command-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('runs child processes in the order of the stages', async () => {
    const log = join(folder, 'log')
    const append = (word: string) => node(`require('fs').appendFileSync(${JSON.stringify(log)}, '${word} ')`)
    const recording = await runReal({
      stages: [
        { name: 'build', jobs: [{ kind: 'task', name: 'compile', command: append('compile') }] },
        { name: 'test', jobs: [{ kind: 'task', name: 'check', command: append('check') }] },
      ],
    })
    expect(await readFile(log, 'utf8')).toBe('compile check ')
    expect(of(recording, 'job.finished').map((event) => [event.job, event.passed])).toEqual([
      ['compile', true],
      ['check', true],
    ])
    expect(of(recording, 'deployment.finished')[0]?.outcome).toBe('succeeded')
  })

  it('starts a failed command again as often as the pipeline allows, then blocks', async () => {
    const flaky = node("process.exit(process.env.SEATRIAL_ATTEMPT === '2' ? 0 : 3)")
    const retry = { max: 1, on: ['script-failure' as const] }
    const healed = await runReal({
      retry,
      stages: [{ name: 'build', jobs: [{ kind: 'task', name: 'flaky', command: flaky }] }],
    })
    expect(of(healed, 'job.queued').map((event) => event.attempt)).toEqual([1, 2])
    expect(of(healed, 'deployment.finished')[0]?.outcome).toBe('succeeded')

    const blocked = await runReal({
      retry,
      stages: [{ name: 'build', jobs: [{ kind: 'task', name: 'broken', command: node('process.exit(3)') }] }],
    })
    expect(of(blocked, 'job.finished').map((event) => event.failure?.class)).toEqual([
      'script-failure',
      'script-failure',
    ])
    expect(of(blocked, 'deployment.finished')[0]?.outcome).toBe('blocked')
  })

  it('ends a command that outlives its time limit, and its process is gone', async () => {
    const pidFile = join(folder, 'pid')
    const sleeper = node(
      `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => {}, 1000)`,
    )
    const recording = await runReal({
      stages: [{ name: 'build', jobs: [{ kind: 'task', name: 'hangs', command: sleeper, timeoutMs: 1_500 }] }],
    })
    expect(of(recording, 'job.finished')[0]?.failure?.class).toBe('timeout')
    const pid = Number(await readFile(pidFile, 'utf8'))
    expect(() => process.kill(pid, 0)).toThrow()
  })

  it('cancels everything when it is aborted', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('stop')), 300)
    const command = node('setInterval(() => {}, 1000)')
    await expect(
      runReal({ stages: [{ name: 'build', jobs: [{ kind: 'task', name: 'endless', command }] }] }, controller.signal),
    ).rejects.toThrow()
  })
})
