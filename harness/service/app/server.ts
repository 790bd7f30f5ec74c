import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Backends } from './backends.ts'
import { type Answer, answerOperations } from './health.ts'
import type { Instance } from './instance.ts'
import { DEPTH_HEADER, work } from './work.ts'

/**
 * How long a connection may be idle: longer than clients and balancers keep theirs, so that it is never the server that closes one
 * at the moment at which a request is sent on it (Node's default is 5 s).
 */
const KEEP_ALIVE_MS = 65_000

/** The port that users, dependants, probes and Prometheus know. */
export function createServiceServer(instance: Instance, backends: Backends): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void answer(request, response, instance, backends)
  })
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  instance: Instance,
  backends: Backends,
): Promise<void> {
  request.resume()
  const { pathname } = new URL(request.url ?? '/', 'http://service')
  const operations = answerOperations(pathname, instance)
  if (operations === 'never') return
  if (operations !== undefined) return send(response, operations, instance)
  if (instance.faults.hang !== undefined) return
  const { metrics } = instance
  const from = performance.now()
  metrics.inFlight++
  try {
    const result = await work(instance, backends, Number(request.headers[DEPTH_HEADER] ?? 0))
    metrics.answered(result.status, (performance.now() - from) / 1_000)
    send(response, result, instance)
  } finally {
    metrics.inFlight--
  }
}

/** While it drains, every answer ends its connection, so that clients come back to somebody else. */
function send(response: ServerResponse, { status, body, type = 'text/plain' }: Answer, instance: Instance): void {
  const connection = instance.phase === 'draining' ? { connection: 'close' } : {}
  response.writeHead(status, { 'content-type': type, ...connection }).end(body)
}
