import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceDoor } from '../../../harness/observation/service-door.ts'
import { portOf } from '../k6/places.ts'
import { startService } from '../service/started-service.ts'
import { type ApiServer, startApiServer } from './api-server.ts'

const { signal } = new AbortController()
const STAGING = 'staging'

describe('a service that is asked something', () => {
  let server: ApiServer
  beforeEach(async () => {
    server = await startApiServer(STAGING)
  })
  afterEach(() => server[Symbol.asyncDispose]())

  it('is reached through the proxy of the API server where it has no port of this machine', async () => {
    const paths: string[] = []
    server.targets.set('services/shop-payment:http', async (path) => {
      paths.push(path)
      return { status: 200, body: '{"version":"r2","revision":"r1"}' }
    })
    const door = new ServiceDoor([server.place])
    expect(await door.identity(STAGING, 'shop.payment', signal)).toEqual({ version: 'r2', revision: 'r1' })
    expect(await door.problem(STAGING, 'shop.payment', signal)).toBe(undefined)
    expect(paths).toEqual(['/version', '/'])
    expect(await door.problem(STAGING, 'ledger', signal)).toMatch(/^status 503: error trying to reach service/)
  })

  it('is reached through its port where it has one', async () => {
    await using service = await startService({ SERVICE: 'payment', VERSION: 'r3' })
    const door = new ServiceDoor([{ ...server.place, hostPorts: { payment: portOf(service.url) } }])
    expect(await door.identity(STAGING, 'payment', signal)).toMatchObject({ version: 'r3' })
    expect(await new ServiceDoor([server.place]).problem(STAGING, 'payment', signal)).toMatch(/^status 503/)
  })

  it('is named by a place that there is', async () => {
    await expect(new ServiceDoor([]).ask('north', 'payment', '/', signal)).rejects.toThrow('no place named "north"')
  })
})
