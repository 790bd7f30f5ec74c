import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Instance } from './instance.ts'

/**
 * What SIGTERM starts: not ready at once, but still serving until everybody who was told of this instance has heard that it leaves;
 * then the port closes, requests under way are finished, and it is over. Without a drain it is over at once.
 */
export async function shutDown(instance: Instance, server: Server): Promise<void> {
  const { draws, settings } = instance
  const { drain } = settings
  instance.phase = 'draining'
  if (drain === undefined) return
  await pause(draws.fromQuantiles(drain, 'drain'))
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  await closed
}
