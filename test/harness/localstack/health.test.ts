import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { unhealthyServices, untilHealthy } from '../../../harness/localstack/health.ts'

const { signal } = new AbortController()

/** A server that answers the health question the same every time. */
async function answering(status: number, body: unknown) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { endpoint: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() }
}

describe('the health of LocalStack', () => {
  it('counts services that were not used yet as up', async () => {
    using server = await answering(200, { services: { s3: 'running', kms: 'available' } })
    expect(await unhealthyServices(server.endpoint, ['s3', 'kms'], signal)).toEqual([])
  })

  it('names the services that are down, or that are not offered', async () => {
    using server = await answering(200, { services: { s3: 'error', kms: 'available' } })
    const waiting = untilHealthy(server.endpoint, ['s3', 'kms', 'dynamodb'], { signal, limitMs: 0 })
    await expect(waiting).rejects.toMatchObject({
      code: 'ENVIRONMENT_UNAVAILABLE',
      message: `LocalStack at ${server.endpoint} is not healthy: s3: error, dynamodb: not offered`,
      remedy: expect.stringContaining('SEATRIAL_LOCALSTACK_IMAGE'),
    })
  })

  it('is not believed of a server that is something else', async () => {
    using server = await answering(404, {})
    const waiting = untilHealthy(server.endpoint, ['s3'], { signal, limitMs: 0 })
    await expect(waiting).rejects.toMatchObject({
      message: expect.stringContaining('expected status 200 of /_localstack/health, got 404'),
    })
  })

  it('ends its wait when it is aborted', async () => {
    using server = await answering(200, { services: {} })
    const reason = new Error('enough')
    const waiting = untilHealthy(server.endpoint, ['s3'], { signal: AbortSignal.abort(reason), limitMs: 0 })
    await expect(waiting).rejects.toBe(reason)
  })
})
