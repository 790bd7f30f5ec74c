import { AsyncLocalStorage } from 'node:async_hooks'

/** What was written to the standard streams. */
export interface Output {
  stdout: string
  stderr: string
}

const STREAMS = ['stdout', 'stderr'] as const
const capturing = new AsyncLocalStorage<Output>()
let atWork = 0
let restore = (): void => {}

/** Runs `work` and collects what it, and nobody else, writes to the standard streams; several may be at work at once. */
export async function captureOutput<T>(work: () => Promise<T>): Promise<Output & { readonly result: T }> {
  if (atWork++ === 0) restore = divertStreams()
  const output: Output = { stdout: '', stderr: '' }
  try {
    return { result: await capturing.run(output, work), ...output }
  } finally {
    if (--atWork === 0) restore()
  }
}

/** From here on what is written while something is captured goes there. Returns a function that puts the streams back. */
function divertStreams(): () => void {
  const originals = STREAMS.map((name) => process[name].write)
  STREAMS.forEach((name, i) => {
    const original = originals[i]!.bind(process[name]) as (...args: unknown[]) => boolean
    process[name].write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      const output = capturing.getStore()
      if (output === undefined) return original(chunk, ...rest)
      output[name] += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)
      return true
    }
  })
  return () => {
    STREAMS.forEach((name, i) => {
      process[name].write = originals[i]!
    })
  }
}
