import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const MAIN = new URL('../../../harness/service/app/main.ts', import.meta.url).pathname

/** A synthetic service that runs as a process of its own on loopback. */
export interface StartedService extends AsyncDisposable {
  readonly url: string
  readonly control: string
  /** Its exit code, when it has ended; null when a signal ended it. */
  readonly exited: Promise<number | null>
  /** What it logged so far. */
  readonly log: readonly { readonly event: string; readonly [more: string]: unknown }[]
  /** Sends SIGTERM; resolves to its exit code. */
  stop(): Promise<number | null>
  /** Status of a GET, or the code of the error that there was instead. */
  get(path: string, limitMs?: number): Promise<number | string>
  /** Replaces its faults; resolves to the status. */
  fault(faults: object): Promise<number>
}

/** Starts a service with these environment variables and waits until it listens. */
export async function startService(env: Readonly<Record<string, string>> = {}): Promise<StartedService> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', CONTROL_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit').then(([code]) => code)
  const log: StartedService['log'][number][] = []
  const lines = createInterface(child.stdout)
  const listening = new Promise<{ port: number; controlPort: number }>((resolve, reject) => {
    lines.on('line', (line) => {
      const entry = JSON.parse(line)
      log.push(entry)
      if (entry.event === 'listening') resolve(entry)
    })
    child.once('exit', (code) => reject(new Error(`the service exited with ${code} before it listened`)))
  })
  const { port, controlPort } = await listening
  const [url, control] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${controlPort}`]
  return {
    url,
    control,
    exited,
    log,
    stop() {
      child.kill('SIGTERM')
      return exited
    },
    get: (path, limitMs = 5_000) => status(`${url}${path}`, limitMs),
    async fault(faults) {
      const response = await fetch(`${control}/faults`, { method: 'PUT', body: JSON.stringify(faults) })
      await response.arrayBuffer()
      return response.status
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function status(url: string, limitMs: number): Promise<number | string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(limitMs) })
    await response.arrayBuffer()
    return response.status
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
    const cause = error instanceof Error ? error.cause : undefined
    return cause instanceof Error && 'code' in cause ? String(cause.code) : String(error)
  }
}
