import { createClient } from '@redis/client'

const LIMIT_MS = 5_000

/** Whether a Redis answers on a port of 127.0.0.1. */
export async function answersPing(port: number, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted()
  const client = createClient({
    socket: { host: '127.0.0.1', port, connectTimeout: LIMIT_MS, reconnectStrategy: false },
  })
  // The failure comes back from connect; without a listener it would end the process as well.
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.destroy()
  }
}
