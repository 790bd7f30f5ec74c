import { describe, expect, it } from 'vitest'
import { Counts } from '../../../harness/k6/counts.ts'
import { readLine } from '../../../harness/k6/request-line.ts'

function lossOf(status: number, code: number): string | undefined {
  const line = readLine(`@request ${JSON.stringify([2, 1_700_000_000_000, 12, status, code, ''])}`)
  if (line.kind !== 'request') throw new Error(`expected a request, got ${line.kind}`)
  return line.request.loss
}

describe('a request', () => {
  it('is lost when the connection or the time is, or when the server says that it failed', () => {
    expect(lossOf(0, 1_212)).toBe('connection')
    expect(lossOf(0, 1_220)).toBe('connection')
    expect(lossOf(0, 1_000)).toBe('connection')
    expect(lossOf(0, 1_050)).toBe('timeout')
    expect(lossOf(0, 1_211)).toBe('timeout')
    expect(lossOf(500, 1_500)).toBe('server-error')
    expect(lossOf(503, 1_503)).toBe('server-error')
  })

  it('is not lost when it was answered: redirects and mistakes of the client are answers', () => {
    for (const status of [200, 204, 302, 404, 429])
      expect(lossOf(status, status >= 400 ? 1_000 + status : 0)).toBe(undefined)
  })
})

describe('what k6 prints', () => {
  it('is told apart from the lines of the script', () => {
    expect(readLine('Request Failed')).toEqual({ kind: 'other', text: 'Request Failed' })
    expect(readLine('@summary {"sent":3,"notSent":0,"p95Ms":4,"crossed":[]}')).toEqual({
      kind: 'summary',
      summary: { sent: 3, notSent: 0, p95Ms: 4, crossed: [] },
    })
  })
})

describe('counts', () => {
  it('are kept by target, and know when the first request was lost since an instant', () => {
    const counts = new Counts()
    const add = (target: number, at: number, loss?: 'connection' | 'timeout' | 'server-error') =>
      counts.add({ target, at, took: 1, loss, error: '' })
    add(0, 100)
    add(0, 200, 'connection')
    add(0, 150, 'server-error')
    add(1, 50, 'timeout')
    expect(counts.of([0])).toEqual({
      sent: 3,
      lost: 2,
      losses: { connection: 1, timeout: 0, 'server-error': 1 },
    })
    expect(counts.of([0, 1])).toMatchObject({ sent: 4, lost: 3 })
    expect(counts.firstLost([0], 0)).toBe(150)
    expect(counts.firstLost([0], 160)).toBe(200)
    expect(counts.firstLost([0], 201)).toBe(undefined)
  })
})
