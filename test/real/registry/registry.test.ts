import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { docker } from '../../../harness/docker/docker.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { seedImage } from '../../../harness/registry/seed.ts'
import { explainFailure } from '../../../harness/tool/explain-failure.ts'
import { Bench } from '../real-run.ts'
import { oneService } from '../small-fleet.ts'

const never = new AbortController().signal

describe('the local registry', () => {
  it('listens on loopback only, takes images, and says when it is gone', async () => {
    await using bench = await Bench.of(oneService)
    await bench.up(dockerComponent)
    const registry = await bench.up(registryComponent)
    expect(registry.hostAddress).toMatch(/^127\.0\.0\.1:\d+$/)

    const name = await seedImage('redis', registry, never)
    expect(name).toBe('seatrial-registry:5000/seed/redis:7-alpine')
    const tags = await fetch(`http://${registry.hostAddress}/v2/seed/redis/tags/list`)
    expect(await tags.json()).toEqual({ name: 'seed/redis', tags: ['7-alpine'] })
    expect(await docker(['images', '--quiet', `${registry.hostAddress}/seed/redis`])).toBe('')

    expect(await registryComponent.status(bench.run, registry, never)).toMatchObject([{ isUp: true }])
    await registryComponent.down(bench.run)
    expect(await registryComponent.status(bench.run, registry, never)).toMatchObject([{ isUp: false }])
  })

  it('says which port is taken, and what to do', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    try {
      await using bench = await Bench.of(oneService, { ports: { registry: port } })
      await bench.up(dockerComponent)
      const refusal = await bench.up(registryComponent).then(
        () => undefined,
        (error: unknown) => explainFailure(error, 'registry'),
      )
      expect(refusal).toMatchObject({
        code: 'ENVIRONMENT_UNAVAILABLE',
        message: `the port 127.0.0.1:${port} is taken`,
      })
    } finally {
      server.close()
    }
  })
})
