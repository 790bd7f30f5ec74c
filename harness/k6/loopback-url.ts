import { InvalidInputError } from '../../src/model/errors.ts'

const LOOPBACK = '127.0.0.1'

/** The address of a port of this machine. */
export const loopbackUrl = (port: number, path = '/'): string => `http://${LOOPBACK}:${port}${path}`

/** Checks that requests go to this machine and nowhere else; throws `InvalidInputError` otherwise. */
export function requireLoopback(url: string): void {
  const parsed = URL.parse(url)
  if (parsed?.protocol === 'http:' && parsed.hostname === LOOPBACK && parsed.username === '') return
  const message = `requests are sent to http://${LOOPBACK}:PORT only, got "${url}"`
  const remedy = 'expose the service on a port of this machine (environment.exposed)'
  throw new InvalidInputError('traffic', [{ path: 'url', message, remedy }])
}
