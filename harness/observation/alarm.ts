import { type Kernel, type Process, Signal, type Task } from '../../src/kernel/index.ts'
import type { Cause, Failure } from '../../src/model/failure.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Deployment, Detection } from '../../src/world/world.ts'
import type { BlameOf } from './blame.ts'

/** What was seen to go wrong, before anybody knows what is behind it. */
export interface Sighting {
  readonly service: string
  readonly region: string
  readonly message: string
  readonly since: Millis
  /** What to blame when nothing is known. */
  readonly cause: Cause
}

/** The watch over one deployment: its watchers are processes that take their own time, and the first one to speak raises the alarm. */
export class Alarm {
  readonly deployment: Deployment
  private readonly kernel: Kernel
  private readonly blameOf: BlameOf
  private readonly tasks: Task<unknown>[] = []
  private readonly raised = new Signal<Detection>()
  private readonly flaws = new Set<string>()
  private isHurt = false

  constructor(kernel: Kernel, deployment: Deployment, blameOf: BlameOf) {
    this.kernel = kernel
    this.deployment = deployment
    this.blameOf = blameOf
  }

  /** Lets a watcher watch until the alarm {@link end}s. */
  spawn(process: Process): void {
    this.tasks.push(this.kernel.spawn(process, { name: 'monitor' }))
  }

  /** Speaks, unless somebody has. */
  raise(detection: Detection): void {
    if (!this.raised.fired) this.raised.fire(detection)
  }

  wait(): Process<Detection> {
    return this.raised.wait()
  }

  end(): void {
    for (const task of this.tasks) task.interrupt('the watch is over')
  }

  /** What was seen, as a failure that says what is to blame. */
  failureOf({ service, region, message, since, cause }: Sighting): Failure {
    const blame = this.blameOf(service, this.deployment)
    const origin = blame === undefined ? {} : { origin: blame.origin }
    return { class: 'rollout-failure', cause: blame?.cause ?? cause, message, service, region, since, ...origin }
  }

  /** Users or the rollout are hurt from here on: the first time of a deployment, and the first time of each of its flaws, is recorded. */
  impact(sighting: Sighting): Failure {
    const failure = this.failureOf(sighting)
    const { deployment } = this
    const { service, message, since } = sighting
    const blame = this.blameOf(service, deployment)
    if (blame?.isFlaw === true && !this.flaws.has(blame.origin)) {
      this.flaws.add(blame.origin)
      deployment.record({ kind: 'fault.landed', at: since, fault: blame.cause, target: service, proof: message })
    }
    if (!this.isHurt) deployment.record({ kind: 'impact.started', at: since, failure })
    this.isHurt = true
    return failure
  }
}
