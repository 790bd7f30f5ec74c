import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Backends } from './backends.ts'
import { createControlServer } from './control.ts'
import { Instance } from './instance.ts'
import { readRelease } from './release.ts'
import { createServiceServer } from './server.ts'
import { readSettings } from './settings.ts'
import { shutDown } from './shut-down.ts'
import { startUp } from './start-up.ts'

/** One line of the log: JSON, on standard output. */
const log = (event: string, more: object = {}): void => console.log(JSON.stringify({ event, ...more }))

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return (server.address() as AddressInfo).port
}

const settings = readSettings(process.env)
const release = readRelease(settings.region)
const instance = new Instance(settings, release)
const backends = new Backends(instance)
const server = createServiceServer(instance, backends)
process.once('SIGTERM', async () => {
  log('draining')
  await shutDown(instance, server)
  log('ended')
  process.exit(0)
})
if (release.faultsAfterMs === 0) instance.showDefects()
else setTimeout(() => instance.showDefects(), release.faultsAfterMs)
if (release.faults.crashAfterMs !== undefined) setTimeout(() => process.exit(1), release.faults.crashAfterMs)
const port = await listen(server, settings.port, settings.host)
const controlPort = await listen(createControlServer(instance), settings.controlPort, settings.host)
log('listening', { port, controlPort, revision: release.revision })
try {
  await startUp(instance, backends)
  log('serving')
} catch (error) {
  log('failed to start', { reason: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}
