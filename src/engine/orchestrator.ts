import { Condition, type Kernel, Lock, type Process, Semaphore } from '../kernel/index.ts'
import { type DeploymentAddress, formatAddress, type Recording } from '../model/events.ts'
import type { Scenario } from '../model/scenario.ts'
import { key, RandomSource } from '../random/index.ts'
import type { Deployment, World } from '../world/world.ts'
import type { Context, Shared } from './context.ts'
import { runDeployment } from './deployment.ts'
import { releaseEnvironments } from './exclusive.ts'
import { endFaults, inTurn } from './faults.ts'
import { Recorder } from './recorder.ts'

/**
 * Runs deployments of one pipeline, however many overlap, on a kernel and in a world. The same code orchestrates the
 * simulation and the real thing: it knows neither what time is nor what the work is made of.
 */
export class Orchestrator {
  private readonly shared: Shared
  private readonly scenario: Scenario
  private readonly random: RandomSource

  /** `seed` draws what is up to the orchestrator: which fault strikes where a scenario says that one at random does. */
  constructor(options: { kernel: Kernel; world: World; scenario: Scenario; seed?: number }) {
    const { kernel, world, scenario } = options
    this.random = new RandomSource(options.seed ?? 1)
    this.scenario = scenario
    this.shared = {
      kernel,
      world,
      fleet: scenario.fleet,
      pipeline: scenario.pipeline,
      runners: new Semaphore(kernel, { name: 'runners', capacity: scenario.pipeline.runners }),
      environments: {
        staging: new Lock(kernel, { name: 'staging' }),
        production: new Lock(kernel, { name: 'production' }),
      },
    }
  }

  /** One deployment, from its trigger to its outcome. Failures are in the recording; it throws only when the tool fails. */
  *deploy(address: DeploymentAddress): Process<Recording> {
    const { kernel, world } = this.shared
    const recorder = new Recorder(address)
    const change = yield* world.change(address)
    const observed = this.observed(recorder)
    const context: Context = {
      shared: this.shared,
      recorder,
      label: formatAddress(address),
      address,
      change,
      held: new Set(),
      get reachedProduction() {
        return recorder.reachedProduction
      },
      ...(observed === undefined ? {} : { observed }),
      record: (event) => {
        recorder.record(event)
        observed?.recorded.notify()
      },
    }
    recorder.record({
      kind: 'deployment.triggered',
      at: kernel.now,
      changedServices: change.services,
      databaseChange: change.databaseChange,
      infrastructureChange: change.infrastructureChange,
      attendants: this.shared.pipeline.attendants,
    })
    const faults = this.injections(context).map((injection) => kernel.spawn(injection, { name: 'faults' }))
    try {
      const outcome = yield* runDeployment(context, this.scenario.deployments.observation)
      yield* endFaults(faults)
      yield* world.finish(context)
      recorder.record({ kind: 'deployment.finished', at: kernel.now, outcome })
    } finally {
      for (const fault of faults) fault.interrupt('the deployment is over')
      releaseEnvironments(context)
    }
    return recorder
  }

  /** Warm-up deployments are left alone: they bring a stretch into the state that measuring begins with. */
  private injections(context: Context): Process[] {
    const { faults, chaos } = this.scenario
    const { world } = context.shared
    if (context.address.deployment < 0 || faults.length === 0) return []
    if (chaos?.method === 'random') {
      const { stretch, deployment } = context.address
      const drawn = this.random.scope(stretch, deployment).uniform(key('deployment'), key('which fault'))
      return [world.inject(faults[Math.floor(drawn * faults.length)]!, context)]
    }
    if (chaos?.method === 'sequential') return [inTurn(faults, (fault) => world.inject(fault, context))]
    return faults.map((fault) => world.inject(fault, context))
  }

  private observed(recorder: Recorder): Deployment['observed'] {
    if (this.scenario.faults.length === 0) return undefined
    return { history: recorder.events, recorded: new Condition(), runners: this.shared.runners }
  }
}
