import { type Kernel, type Process, runInRealTime } from '../../src/kernel/index.ts'
import type { DeploymentAddress, DeploymentEvent } from '../../src/model/events.ts'
import type { ChangeSet, Deployment } from '../../src/world/world.ts'

type Kind = DeploymentEvent['kind']
type Of<K extends Kind> = Extract<DeploymentEvent, { kind: K }>

/** A deployment that keeps what was recorded. */
export class RecordedDeployment implements Deployment {
  readonly address: DeploymentAddress
  readonly change: ChangeSet
  private readonly events: DeploymentEvent[] = []

  constructor(number = 0, change: Partial<ChangeSet> = {}) {
    this.address = { stretch: 0, deployment: number }
    this.change = {
      services: [],
      databaseChange: false,
      irreversible: false,
      infrastructureChange: false,
      ...change,
    }
  }

  get reachedProduction(): boolean {
    return this.of('production.reached').length > 0
  }

  record(event: DeploymentEvent): void {
    this.events.push(event)
  }

  /** All events of a kind, in the order in which they were recorded. */
  of<K extends Kind>(kind: K): Of<K>[] {
    return this.events.filter((event): event is Of<K> => event.kind === kind)
  }

  /** The kinds of the steps, in order. */
  get steps(): string[] {
    return this.of('step').map(({ step }) => step)
  }
}

/** Runs a process on a kernel that follows the wall clock, to its end. */
export async function inRealTime<T>(kernel: Kernel, process: Process<T>, signal?: AbortSignal): Promise<T> {
  const task = kernel.spawn(process)
  await runInRealTime(kernel, signal === undefined ? {} : { signal })
  return task.result
}
