import { Worker } from 'node:worker_threads'
import type { Scenario } from '../model/scenario.ts'
import type { StretchResult, StretchTask } from './stretch-task.ts'
import type { WorkerAnswer } from './worker.ts'

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const workerFile = new URL(`./worker.${extension}`, import.meta.url)

/** One worker thread; it does one task at a time. */
export interface WorkerThread {
  run(task: StretchTask): Promise<StretchResult>
  /** Stops it at once, in the middle of a task if need be; that task is rejected. */
  stop(): Promise<void>
}

/** Starts a thread that knows `scenarios`. A thread that cannot start, or dies, rejects the tasks it is given. */
export function startWorkerThread(scenarios: readonly Scenario[]): WorkerThread {
  const worker = new Worker(workerFile, { workerData: { scenarios } })
  let current: PromiseWithResolvers<StretchResult> | undefined
  let dead: unknown
  const die = (reason: unknown): void => {
    dead ??= reason
    current?.reject(dead)
  }
  worker.on('error', die)
  worker.on('exit', (code) => die(new Error(`a worker thread ended with code ${code}`)))
  worker.on('message', (answer: WorkerAnswer) => {
    if ('error' in answer) current?.reject(answer.error)
    else current?.resolve(answer.result)
  })
  return {
    run: (task) => {
      if (dead !== undefined) return Promise.reject(dead)
      current = Promise.withResolvers()
      worker.postMessage(task)
      return current.promise
    },
    stop: async () => {
      await worker.terminate()
    },
  }
}
