import { parentPort, workerData } from 'node:worker_threads'
import type { Scenario } from '../model/scenario.ts'
import { runStretchTask, type StretchResult, type StretchTask } from './stretch-task.ts'

/** What a worker thread answers to a task. */
export type WorkerAnswer = { readonly result: StretchResult } | { readonly error: unknown }

const { scenarios } = workerData as { scenarios: readonly Scenario[] }

parentPort?.on('message', (task: StretchTask) => {
  parentPort?.postMessage(answerTo(task))
})

function answerTo(task: StretchTask): WorkerAnswer {
  try {
    return { result: runStretchTask(scenarios, task) }
  } catch (error) {
    return { error }
  }
}
