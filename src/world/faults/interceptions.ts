import { faultFailure, type Hit, type Interception, type Rule, type WorkSeen } from '../../faults/hooks.ts'
import { Condition, type Kernel, type Process, Signal } from '../../kernel/index.ts'
import type { Steps } from '../sim/steps.ts'
import type { Result } from '../world.ts'

/** A rule with what it has done. */
class Active implements Interception {
  readonly fault: string
  readonly rule: Rule
  readonly hits: Hit[] = []
  readonly passed: Hit[] = []
  readonly changed = new Condition()
  readonly lifted = new Signal()

  constructor(fault: string, rule: Rule) {
    this.fault = fault
    this.rule = rule
  }

  fits(work: WorkSeen): boolean {
    return !this.lifted.fired && this.rule.at.includes(work.point) && (this.rule.matches?.(work) ?? true)
  }
}

/** The rules that stop or slow the work of one deployment. */
export class Interceptions {
  private readonly kernel: Kernel
  private readonly active: Active[] = []

  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  /** Puts a rule in force; `lift` takes it back and lets go what it holds. */
  add(fault: string, rule: Rule): { readonly interception: Interception; readonly lift: () => void } {
    const one = new Active(fault, rule)
    this.active.push(one)
    return { interception: one, lift: () => one.lifted.fired || one.lifted.fire() }
  }

  /** Lets rules act on work that is about to be done. A failure is returned, and the work must not be done then. */
  *before(work: WorkSeen, steps: Steps): Process<Extract<Result, { ok: false }> | undefined> {
    for (const one of this.active) {
      if (!one.fits(work)) continue
      const hit: Hit = { ...work, at: this.kernel.now }
      const isUsedUp = one.hits.length >= (one.rule.times ?? Number.POSITIVE_INFINITY)
      if (isUsedUp) one.passed.push(hit)
      else one.hits.push(hit)
      one.changed.notify()
      if (isUsedUp) continue
      const { effect } = one.rule
      if (effect.kind === 'fail') {
        if (effect.afterMs !== undefined) yield effect.afterMs
        return { ok: false, failure: failureOf(one.fault, effect, work) }
      }
      if (effect.kind === 'delay') yield* steps.take(effect.step, effect.ms)
      else {
        const from = this.kernel.now
        yield* one.lifted.wait()
        steps.since(effect.step, from)
      }
    }
    return undefined
  }
}

function failureOf(fault: string, effect: Extract<Rule['effect'], { kind: 'fail' }>, work: WorkSeen) {
  const service = work.service === undefined ? {} : { service: work.service }
  const region = work.region === undefined ? {} : { region: work.region }
  return faultFailure(fault, { class: effect.class, message: effect.message, ...service, ...region })
}
