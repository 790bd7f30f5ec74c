import { fork } from 'node:child_process'
import { SeatrialError } from '../../src/model/errors.ts'
import type { CaseResult, Shard } from './test-case.ts'

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const workerFile = new URL(`./worker.${extension}`, import.meta.url)

/** A worker process ended before it had run its tests. */
export class WorkerDiedError extends SeatrialError {
  readonly code = 'TEST_WORKER_DIED'

  constructor(exit: string, output: string) {
    super(`a test worker ended (${exit}) before its tests had: ${output.trim().split('\n').slice(-3).join(' | ')}`, {
      where: 'test worker',
      remedy: 'see whether PostgreSQL and Redis are up: "seatrial env status"',
    })
  }
}

/** Runs a shard in a process of its own. Aborting the signal kills it and rejects with the signal's reason when it is gone. */
export async function runShard(shard: Shard, signal: AbortSignal): Promise<readonly CaseResult[]> {
  signal.throwIfAborted()
  const child = fork(workerFile, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const results: CaseResult[] = []
  let output = ''
  child.on('message', (result: CaseResult) => results.push(result))
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const kill = (): void => {
    child.kill('SIGKILL')
  }
  signal.addEventListener('abort', kill, { once: true })
  try {
    const exit = await new Promise<string>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, killedBy) => resolve(killedBy ?? `exit code ${code}`))
      child.send(shard, (error) => {
        if (error !== null) reject(error)
      })
    })
    signal.throwIfAborted()
    if (results.length < shard.cases.length) throw new WorkerDiedError(exit, output)
    return results
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', kill)
  }
}
