import { external, type Kernel, type Process, Signal } from '../../src/kernel/index.ts'
import type { DeploymentAddress } from '../../src/model/events.ts'
import {
  type ChangeSet,
  type Deployment,
  type Detection,
  type Result,
  step,
  type TaskWork,
} from '../../src/world/world.ts'
import { UnequippedWorld } from '../unequipped-world.ts'
import { runCommand } from './run-command.ts'

const OK: Result = { ok: true }

/** Serves jobs of kind `task` with child processes on this machine: enough to run a pipeline of commands in real time. */
export class CommandWorld extends UnequippedWorld {
  private readonly kernel: Kernel

  constructor(kernel: Kernel) {
    super()
    this.kernel = kernel
  }

  override *change(_address: DeploymentAddress): Process<ChangeSet> {
    return { services: [], databaseChange: false, irreversible: false, infrastructureChange: false }
  }

  override *prepareRunner(): Process<Result> {
    return OK
  }

  /** Nothing is deployed, so nothing can go wrong in production. */
  override watch(): Process<Detection> {
    return new Signal<Detection>().wait()
  }

  override *task(work: TaskWork, deployment: Deployment): Process<Result> {
    const { command } = work.spec
    if (command === undefined || command[0] === undefined) return OK
    const from = this.kernel.now
    try {
      const ended = yield* external(this.kernel, (signal) => runCommand(command, { signal, attempt: work.attempt }))
      if (ended.exitCode === 0) return OK
      return {
        ok: false,
        failure: {
          class: 'script-failure',
          cause: 'platform',
          message: `${command[0]} exited with code ${ended.exitCode}: ${ended.lastLine}`,
        },
      }
    } finally {
      deployment.record(step(this.kernel.now, from, work.job, 'task'))
    }
  }
}
