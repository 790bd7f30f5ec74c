import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import type { Place } from '../../../harness/kind/facts.ts'
import { placeOn } from '../k6/places.ts'

/** What a pod or a Service answers on a path, through the proxy. */
export type Answering = (path: string) => Promise<{ readonly status: number; readonly body: string }>

/** As much of an API server as proxies requests to pods and Services and takes patches, with a token that it insists on. */
export interface ApiServer extends AsyncDisposable {
  readonly place: Place
  /** Those that can be reached, such as `pods/name:port`; the server answers for others as it does when it cannot reach them. */
  readonly targets: Map<string, Answering>
  /** What objects were patched with, by path. */
  readonly patches: Map<string, unknown>
  /** What the last request accepted. */
  accepted: string | undefined
}

const TOKEN = 'token-of-the-test'

export async function startApiServer(region: string): Promise<ApiServer> {
  const targets = new Map<string, Answering>()
  const patches = new Map<string, unknown>()
  const server = createServer(async (request, response) => {
    started.accepted = request.headers.accept
    const [, namespace, target = '', path = ''] =
      /^\/api\/v1\/namespaces\/([^/]+)\/((?:pods|services)\/[^/]+)\/proxy(\/.*)$/.exec(request.url ?? '') ?? []
    const found = namespace === region ? targets.get(target) : undefined
    if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end('Unauthorized')
    else if (request.method === 'PATCH') {
      patches.set(request.url ?? '', await json(request))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    } else if (found === undefined) response.writeHead(503).end('error trying to reach service: connection refused')
    else {
      const { status, body } = await found(path).catch((error) => ({ status: 502, body: String(error) }))
      response.writeHead(status).end(body)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  const folder = await mkdtemp(join(tmpdir(), 'seatrial-test-'))
  const kubeconfig = join(folder, 'kubeconfig')
  await writeFile(kubeconfig, kubeconfigOf(`http://127.0.0.1:${address.port}`))
  const started: ApiServer = {
    place: { ...placeOn(region, {}), kubeconfig, context: 'test' },
    targets,
    patches,
    accepted: undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
  return started
}

const kubeconfigOf = (server: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'test', user: { token: TOKEN } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  })
