import { ActionFailed } from '../../src/faults/action-failed.ts'
import {
  faultFailure,
  type Hit,
  type Interception,
  type RealCause,
  type Rule,
  type WorkSeen,
} from '../../src/faults/hooks.ts'
import { Condition, type Kernel, type Process, Signal, type Task } from '../../src/kernel/index.ts'
import type { Steps } from '../../src/world/sim/steps.ts'
import type { PlanResult, Result } from '../../src/world/world.ts'

/** What brings the effect of a rule about. */
export interface CauseInForce {
  /** Put in before the work begins. */
  readonly prepare: (work: WorkSeen) => Process
  /** What a cause that makes work wait shows while it does; absent for causes that make it fail. */
  readonly shows?: () => boolean
}

/** How often it is looked whether work waits. */
const LOOK_MS = 500

class Active implements Interception {
  readonly rule: Rule
  readonly cause: CauseInForce | undefined
  readonly hits: Hit[] = []
  readonly passed: Hit[] = []
  readonly changed = new Condition()
  readonly lifted = new Signal()
  /** Work that the cause was prepared for and that has not ended. */
  readonly underWay: Hit[] = []

  constructor(rule: Rule, cause: CauseInForce | undefined) {
    this.rule = rule
    this.cause = cause
  }

  fits(work: WorkSeen): boolean {
    return !this.lifted.fired && this.rule.at.includes(work.point) && (this.rule.matches?.(work) ?? true)
  }

  get isUsedUp(): boolean {
    return this.hits.length + this.underWay.length >= (this.rule.times ?? Number.POSITIVE_INFINITY)
  }

  hit(one: Hit): void {
    if (this.lifted.fired) return
    this.hits.push(one)
    this.changed.notify()
  }

  pass(one: Hit): void {
    this.passed.push(one)
    this.changed.notify()
  }
}

/** Something that work has to wait for, so that a fault is in when the work begins. */
interface Gate {
  readonly fits: (work: WorkSeen) => boolean
  readonly task: Task<unknown>
}

/**
 * Rules over the real work of one deployment. Nothing fails that did not really fail: the cause of a rule is put in, the work is done,
 * and it counts as hit when it has failed as the rule says, or when it is seen to wait. Without a cause rules can only hold work back or
 * take time.
 */
export class KindInterceptions {
  private readonly kernel: Kernel
  private readonly active: { readonly fault: string; readonly one: Active }[] = []
  private readonly gates: Gate[] = []
  private readonly working: WorkSeen[] = []

  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  /** Puts a rule in force; `lift` takes it back and lets go what it holds. */
  add(
    fault: string,
    rule: Rule,
    causeOf: (cause: RealCause) => CauseInForce,
  ): { readonly interception: Interception; readonly lift: () => void } {
    if (rule.cause === undefined && rule.effect.kind === 'fail')
      throw new ActionFailed(`nothing real brings this about: ${rule.effect.message}`)
    const one = new Active(rule, rule.cause === undefined ? undefined : causeOf(rule.cause))
    this.active.push({ fault, one })
    return { interception: one, lift: () => one.lifted.fired || one.lifted.fire() }
  }

  /** Lets work that fits wait until a task has ended, well or badly. */
  gate(fits: (work: WorkSeen) => boolean, task: Task<unknown>): void {
    this.gates.push({ fits, task })
  }

  /** Work that is under way. */
  count(fits: (work: WorkSeen) => boolean): number {
    return this.working.filter(fits).length
  }

  *before(work: WorkSeen, steps: Steps): Process<undefined> {
    for (const { task } of this.gates.filter((gate) => gate.fits(work))) if (!task.done) yield task
    for (const { one } of this.active) {
      if (!one.fits(work)) continue
      const hit: Hit = { ...work, at: this.kernel.now }
      if (one.isUsedUp) one.pass(hit)
      else if (one.cause === undefined) yield* this.slow(one, hit, steps)
      else {
        one.underWay.push(hit)
        yield* one.cause.prepare(work)
        if (one.cause.shows !== undefined)
          this.kernel.spawn(watch(one, hit, one.cause.shows), { name: 'rule of a fault' })
      }
    }
    this.working.push(work)
    return undefined
  }

  /** The same result, put down to the fault whose cause it shows. */
  ended<R extends Result | PlanResult>(work: WorkSeen, result: R): R {
    const index = this.working.indexOf(work)
    if (index >= 0) this.working.splice(index, 1)
    let ended = result
    for (const { fault, one } of this.active) {
      const at = one.underWay.findIndex((hit) => isSame(hit, work))
      if (at < 0) continue
      const [hit] = one.underWay.splice(at, 1)
      const { effect } = one.rule
      if (result.ok || effect.kind !== 'fail' || result.failure.class !== effect.class) continue
      one.hit(hit!)
      ended = { ...ended, failure: faultFailure(fault, result.failure) }
    }
    return ended
  }

  private *slow(one: Active, hit: Hit, steps: Steps): Process {
    const { effect } = one.rule
    one.hit(hit)
    if (effect.kind === 'delay') yield* steps.take(effect.step, effect.ms)
    if (effect.kind !== 'hold') return
    const from = this.kernel.now
    yield* one.lifted.wait()
    steps.since(effect.step, from)
  }
}

/** Looks until work waits for the cause; ends with the work. */
function* watch(one: Active, hit: Hit, shows: () => boolean): Process {
  while (one.underWay.includes(hit) && !one.lifted.fired) {
    if (shows()) {
      one.hit(hit)
      return
    }
    yield LOOK_MS
  }
}

const isSame = (hit: Hit, work: WorkSeen): boolean =>
  hit.point === work.point &&
  hit.job === work.job &&
  hit.service === work.service &&
  hit.region === work.region &&
  hit.subject === work.subject
