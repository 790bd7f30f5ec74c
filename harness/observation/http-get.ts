import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps, type RequestOptions } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Millis } from '../../src/model/units.ts'

/** What came back. Status 0: nothing did, and the body says why. */
export interface Answer {
  readonly status: number
  readonly body: string
}

/** A GET on a connection of its own, without following redirects. Only an aborted signal makes it reject. */
export async function httpGet(
  url: string,
  options: RequestOptions & { readonly signal: AbortSignal; readonly limitMs: Millis },
): Promise<Answer> {
  const { signal, limitMs, ...more } = options
  signal.throwIfAborted()
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const get = url.startsWith('https:') ? getHttps : getHttp
      get(url, { agent: false, ...more, signal: limit }, resolve).once('error', reject)
    })
    return { status: response.statusCode ?? 0, body: await text(response) }
  } catch (error) {
    signal.throwIfAborted()
    if (limit.aborted) return { status: 0, body: `no answer in ${limitMs} ms` }
    return { status: 0, body: error instanceof Error ? error.message : String(error) }
  }
}
