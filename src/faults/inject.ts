import type { Process, Task } from '../kernel/index.ts'
import type { DeploymentEvent } from '../model/events.ts'
import type { Fault, Moment, Timing } from '../model/fault.ts'
import { actionFailedIn } from './action-failed.ts'
import type { FaultKind, Landing, Site } from './fault-kind.ts'
import type { FaultHooks } from './hooks.ts'
import { FAULTS } from './index.ts'
import { missed } from './landing.ts'

/**
 * Puts fault `index` of the scenario into one deployment: waits for its time, lands it, records `fault.landed` with the
 * observation that proves it, keeps it in for its duration, takes it out and records `fault.ended`. What did not come to that
 * is recorded as `fault.missed`. Interrupt it when the deployment is over: it cleans up at once.
 */
export function* injectFault(fault: Fault, index: number, hooks: FaultHooks): Process {
  if (!hooks.chance(fault.probability, index)) return
  const kind = FAULTS.get(fault.kind)
  if (kind === undefined) throw new RangeError(`there is no fault "${fault.kind}"`)
  for (let time = 1; ; time++) {
    yield* new Injection(fault, kind, hooks).run(time === 1 ? fault.when : { kind: 'after', ms: 0 })
    if (fault.repeat === undefined || time === fault.repeat.times) return
    yield Math.max(fault.repeat.pauseMs, 1)
  }
}

class Injection {
  private readonly fault: Fault
  private readonly kind: FaultKind
  private readonly hooks: FaultHooks
  private due = false
  private landing: Landing | undefined
  private observer: Task<void> | undefined

  constructor(fault: Fault, kind: FaultKind, hooks: FaultHooks) {
    this.fault = fault
    this.kind = kind
    this.hooks = hooks
  }

  *run(when: Timing): Process {
    const { hooks, kind } = this
    try {
      if (!(yield* this.untilDue(when))) return
      this.landing = yield* kind.inject(this.site())
      if (!this.landing.landed) return
      const { target, proof } = this.landing
      hooks.record({ kind: 'fault.landed', at: hooks.kernel.now, fault: kind.name, target, proof })
      this.observer = hooks.kernel.spawn(this.observe(this.landing), { name: `observer of ${kind.name}` })
      const duration = this.fault.durationMs ?? kind.durationMs
      if (duration > 0) yield* hooks.untilRepaired(duration)
      else if (this.landing.noticed !== undefined) yield* this.observer.join()
      else yield* hooks.untilRepaired()
    } catch (error) {
      const failed = actionFailedIn(error)
      if (failed === undefined) throw error
      if (this.landing?.landed !== true) this.landing = missed(failed.message)
    } finally {
      yield* this.end()
    }
  }

  private site(): Site<never> {
    const { fault, kind, hooks } = this
    return {
      hooks,
      settings: kind.settings.parse(fault.settings) as never,
      selector: fault.selector,
      durationMs: fault.durationMs ?? kind.durationMs,
      acted: () => {
        this.due = true
      },
    }
  }

  /** Takes it out, and says how it went. */
  private *end(): Process {
    const { hooks, kind, landing } = this
    this.observer?.interrupt('the fault is over')
    yield* hooks.takeOut()
    const at = hooks.kernel.now
    if (landing?.landed === true) hooks.record({ kind: 'fault.ended', at, fault: kind.name })
    else {
      const why = landing?.why ?? (this.due ? 'its effect was not observed' : 'nothing that it could hit came along')
      hooks.record({ kind: 'fault.missed', at, fault: kind.name, due: this.due, why })
    }
  }

  private *observe(landing: Extract<Landing, { landed: true }>): Process {
    const by = landing.noticed === undefined ? undefined : yield* landing.noticed()
    const { hooks, kind } = this
    if (by !== undefined) hooks.record({ kind: 'fault.noticed', at: hooks.kernel.now, fault: kind.name, by })
  }

  private *untilDue(when: Timing): Process<boolean> {
    const { hooks } = this
    if (when.kind === 'after') {
      yield when.ms
      return true
    }
    if (when.kind !== 'rollout') {
      yield* hooks.recorded.until(() => hooks.history.some((event) => isDue(event, when)))
      return true
    }
    const rollout = yield* hooks.rollout(when.service)
    return when.reaches === 0 || (yield* rollout.reaches(when.reaches))
  }
}

const MOMENT_EVENTS = {
  'production-reached': 'production.reached',
  healthy: 'deployment.healthy',
  'failure-detected': 'failure.detected',
  'recovery-decided': 'recovery.decided',
} as const satisfies Record<Moment, DeploymentEvent['kind']>

/** Whether this is what a fault waits for. */
function isDue(event: DeploymentEvent, when: Exclude<Timing, { kind: 'after' | 'rollout' }>): boolean {
  switch (when.kind) {
    case 'stage':
      return event.kind === 'stage.started' && event.stage === when.stage
    case 'job':
      return event.kind === 'job.queued' && event.name === when.job
    case 'moment':
      return event.kind === MOMENT_EVENTS[when.moment]
    case 'fault':
      return event.kind === 'fault.landed' && event.fault === when.fault
  }
}
