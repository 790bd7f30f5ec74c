import { describe, expect, it } from 'vitest'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { docker } from '../../../harness/docker/docker.ts'
import { probeEngine } from '../../../harness/docker/engine.ts'
import { ensureImage } from '../../../harness/docker/image.ts'
import { removeLabelled } from '../../../harness/docker/removal.ts'
import { labelled, valuesOfLabel } from '../../../harness/docker/resources.ts'
import { labelsOf, newRunId, RUN_LABEL } from '../../../harness/run/run.ts'
import { runOf } from '../../../harness/run/run-folder.ts'
import { EnvironmentUnavailableError } from '../../../src/model/errors.ts'
import { Bench } from '../real-run.ts'
import { oneService } from '../small-fleet.ts'

/** Runs something with other environment variables, then puts back what was there. */
async function withEnv<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env }
  Object.assign(process.env, variables)
  try {
    return await work()
  } finally {
    process.env = before
  }
}

describe('the Docker engine', () => {
  it('says its version, its processors and its free space', async () => {
    const engine = await probeEngine()
    expect(engine.version).toMatch(/^\d+\./)
    expect(engine.cpus).toBeGreaterThan(0)
    expect(engine.memoryBytes).toBeGreaterThan(2 ** 30)
  })

  it('is reported as unavailable, with what to do, when nothing listens', async () => {
    const probe = withEnv({ DOCKER_HOST: 'unix:///nowhere/docker.sock' }, () => probeEngine())
    await expect(probe).rejects.toThrow(EnvironmentUnavailableError)
    await expect(probe).rejects.toMatchObject({ remedy: expect.stringContaining('start Docker') })
  })

  it('is reported as unavailable when there is no docker on the PATH', async () => {
    const onlyShell = withEnv({ PATH: '/nowhere' }, () => probeEngine())
    await expect(onlyShell).rejects.toThrow(EnvironmentUnavailableError)
  })

  it('names the variable that replaces an image which cannot be pulled', async () => {
    const pull = withEnv({ SEATRIAL_REDIS_IMAGE: '127.0.0.1:1/no/such:image' }, () => ensureImage('redis'))
    await expect(pull).rejects.toThrow(EnvironmentUnavailableError)
    await expect(pull).rejects.toMatchObject({ remedy: expect.stringContaining('SEATRIAL_REDIS_IMAGE') })
  })
})

describe('what a run makes in Docker', () => {
  it('is found by its label and removed by it, with anonymous volumes, and nothing else is', async () => {
    const [run, other] = [runOf(newRunId()), runOf(newRunId())]
    const image = await ensureImage('registry')
    const label = (of: typeof run) => labelsOf(of, 'test').flatMap((one) => ['--label', one])
    for (const one of [run, other]) {
      await docker(['volume', 'create', ...label(one), `seatrial-${one.id}-volume`])
      await docker(['network', 'create', ...label(one), `seatrial-${one.id}-net`])
      await docker([
        'run',
        '--detach',
        ...label(one),
        '--network',
        `seatrial-${one.id}-net`,
        '--volume',
        '/data',
        image,
      ])
    }
    try {
      expect(await valuesOfLabel(RUN_LABEL)).toEqual(expect.arrayContaining([run.id, other.id]))
      const volumesBefore = await docker(['volume', 'ls', '--quiet'])
      await removeLabelled(labelsOf(run))
      expect(await labelled(labelsOf(run))).toEqual({ containers: [], networks: [], volumes: [] })
      expect((await labelled(labelsOf(other))).containers).toHaveLength(1)
      const volumesAfter = await docker(['volume', 'ls', '--quiet'])
      expect(volumesAfter.split('\n').length).toBeLessThan(volumesBefore.split('\n').length - 1)
    } finally {
      await removeLabelled(labelsOf(run))
      await removeLabelled(labelsOf(other))
    }
  })

  it('starts with a network of its own, which another run of the same name may not take', async () => {
    await using bench = await Bench.of(oneService)
    const facts = await bench.up(dockerComponent)
    const [status] = await dockerComponent.status(bench.run, facts, new AbortController().signal)
    expect(status).toMatchObject({ isUp: true })
    await expect(bench.up(dockerComponent)).rejects.toThrow()
  })
})
