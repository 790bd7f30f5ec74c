import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dumpYaml } from '@kubernetes/client-node'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { isImageOf, prepareManifests } from '../../../harness/upstream/prepare.ts'
import { readManifests } from '../../../harness/upstream/read.ts'
import { EnvironmentUnavailableError } from '../../../src/model/errors.ts'

const never = new AbortController().signal
const of = {
  use: 'a controller',
  variable: 'SEATRIAL_SOME_MANIFESTS',
  url: 'http://127.0.0.1:9/none.yaml',
  image: 'controller',
}
const read = (from?: string) => readManifests(of, never, from === undefined ? {} : { SEATRIAL_SOME_MANIFESTS: from })

async function serve(status: number, body: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((_, response) => response.writeHead(status).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/install.yaml`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

describe('manifests of others', () => {
  it('are read from the address or file that the variable names, document by document', async () => {
    await using server = await serve(200, '---\nkind: A\n---\n# nothing\n---\nkind: B\n')
    expect(await read(server.url)).toEqual([{ kind: 'A' }, { kind: 'B' }])
    const chart = new URL('../../../harness/charts/service/Chart.yaml', import.meta.url).pathname
    expect(await read(chart)).toMatchObject([{ name: 'service' }])
  })

  it('lose nothing on their way into a cluster', async () => {
    const schema = {
      type: 'object',
      properties: {
        maxSurge: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
        mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
        rest: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    }
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'sails.example.com' },
      spec: {
        group: 'example.com',
        names: { kind: 'Sail', plural: 'sails' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    }
    await using server = await serve(200, stringify(definition))
    const prepared = prepareManifests(await read(server.url), { namespace: 'here', imageFor: () => undefined })
    // What the client sends is what it would write to a file.
    expect(prepared.map((object) => parse(dumpYaml(object)))).toEqual([definition])
  })

  it('are missing in words that name the variable', async () => {
    await using server = await serve(404, 'not here')
    for (const from of [undefined, '/nowhere/install.yaml', server.url]) {
      const failure = await read(from).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(EnvironmentUnavailableError)
      expect(failure).toMatchObject({ remedy: expect.stringContaining('export SEATRIAL_SOME_MANIFESTS=') })
    }
  })

  it('name images that are told by their last part', () => {
    expect(isImageOf('quay.io/argoproj/argocd:v3.1.9', 'argocd')).toBe(true)
    expect(isImageOf('localhost:5000/argocd', 'argocd')).toBe(true)
    expect(isImageOf('argocd@sha256:00', 'argocd')).toBe(true)
    expect(isImageOf('quay.io/argoproj/argocd-helper:v1', 'argocd')).toBe(false)
    expect(isImageOf('argocd/redis:7', 'argocd')).toBe(false)
  })
})
