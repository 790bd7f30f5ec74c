import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Faults, parseFaults } from './faults.ts'
import type { Instance } from './instance.ts'

/**
 * The port that faults come in through, apart from the service's own:
 *
 * - `GET /faults` what is wrong now
 * - `PUT /faults` `{"errorRate": 0.3}` replaces what is wrong
 * - `DELETE /faults` nothing is wrong any more, but for the defects of the release
 * - `POST /crash` the process ends with code 1, without an answer
 */
export function createControlServer(instance: Instance): Server {
  return createServer((request, response) => {
    void answer(request, response, instance)
  })
}

async function answer(request: IncomingMessage, response: ServerResponse, instance: Instance): Promise<void> {
  const body = await text(request)
  switch (`${request.method} ${request.url}`) {
    case 'GET /faults':
      return send(response, 200, instance.faults)
    case 'PUT /faults':
      return putFaults(body, response, instance)
    case 'DELETE /faults':
      instance.setFaults({})
      return send(response, 200, instance.faults)
    case 'POST /crash':
      process.exit(1)
      break
    default:
      send(response, 404, { error: 'expected GET, PUT or DELETE /faults, or POST /crash' })
  }
}

function putFaults(body: string, response: ServerResponse, instance: Instance): void {
  let faults: Faults
  try {
    faults = parseFaults(JSON.parse(body))
  } catch (error) {
    send(response, 400, { error: error instanceof Error ? error.message : String(error) })
    return
  }
  send(response, 200, { ...instance.release.faults, ...faults })
  // The answer goes out first: with some faults nothing does afterwards.
  response.once('close', () => {
    instance.setFaults(faults)
  })
}

async function text(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
