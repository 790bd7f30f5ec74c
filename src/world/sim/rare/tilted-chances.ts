import { type DrawScope, type Key, key } from '../../../random/index.ts'
import { CAUSE_NAMES, CAUSES, type CauseName, GUARD_NAMES, GUARDS, type GuardName } from './causes.ts'
import type { Tilt } from './tilt.ts'

/** How often draws of one kind were made in a deployment, and how often they came out as yes. */
export interface ChanceCount {
  readonly asked: number
  readonly hits: number
}

/** The yes/no draws that a deployment made, by cause and by guard; kinds that it never asked for are absent. */
export interface ChanceTally {
  readonly causes: Readonly<Partial<Record<CauseName, ChanceCount>>>
  readonly guards: Readonly<Partial<Record<GuardName, ChanceCount>>>
}

interface Counted {
  asked: number
  hits: number
}

/** One cause: `slots` draws of which one may be made to strike, `ratio` the sum of their likelihood ratios so far. */
interface CauseState extends Counted {
  readonly name: CauseName
  readonly share: number
  slots: number
  ratio: number
}

const ENTITY = key('rare failures')
const CHOICE = key('purpose: cause that is made to strike')
const SLOT = key('purpose: draw that is made to strike')

/**
 * The yes/no draws of one deployment under a {@link Tilt}, and the weight that takes the tilt back: the probability of all
 * that was drawn without it over that with it (A. B. Owen, Monte Carlo theory, methods and examples, 2013, ch. 9).
 *
 * Causes are changed as a defensive mixture: a component for each, in which one draw, chosen before, strikes, and one in
 * which nothing is touched. Its ratio is 1 / (s₀ + Σ s·R) with R the mean over the draws that could have been chosen of
 * (1/p where the draw struck, 0 where it did not, 1 where it was not made). It is bounded by 1/s₀ and, unlike a product of
 * raised probabilities, does not grow with the number of draws. Guards are changed one by one and multiply.
 */
export class TiltedChances {
  private readonly scope: DrawScope
  private readonly tilt: Tilt
  private readonly chosen: CauseName | undefined
  private readonly drawn = new Map<string, number>()
  private readonly causes = new Map<Key, CauseState>()
  private readonly guards = new Map<Key, Counted & { readonly name: GuardName }>()
  private guardRatio = 1

  constructor(scope: DrawScope, tilt: Tilt) {
    this.scope = scope
    this.tilt = tilt
    for (const name of CAUSE_NAMES) {
      const { share = 0, draws = 1 } = tilt.causes[name] ?? {}
      this.causes.set(CAUSES[name], { name, share, slots: draws, ratio: 0, asked: 0, hits: 0 })
    }
    for (const name of GUARD_NAMES) this.guards.set(GUARDS[name], { name, asked: 0, hits: 0 })
    let left = scope.uniform(ENTITY, CHOICE)
    this.chosen = CAUSE_NAMES.find((name) => {
      left -= tilt.causes[name]?.share ?? 0
      return left < 0
    })
  }

  /**
   * Whether something of this probability happens; a draw that was made before comes out as it did. `among` is the number
   * of draws of its kind that the deployment makes, where it is known beforehand.
   */
  happens(probability: number, entity: Key, purpose: Key, index: number, among: number | undefined): boolean {
    const draw = `${entity}/${purpose}/${index}`
    let u = this.drawn.get(draw)
    if (u === undefined) {
      u = this.draw(probability, entity, purpose, index, among)
      this.drawn.set(draw, u)
    }
    return u < probability
  }

  /** The weight of the deployment, for what has been drawn by now. */
  get weight(): number {
    let mixture = 1
    for (const { share, slots, ratio, asked } of this.causes.values()) {
      if (asked > 0) mixture += share * ((ratio + Math.max(0, slots - asked)) / slots - 1)
    }
    return this.guardRatio / mixture
  }

  /** What was asked for by now, and what came out. */
  tally(): ChanceTally {
    return { causes: counted(this.causes.values()), guards: counted(this.guards.values()) }
  }

  private draw(probability: number, entity: Key, purpose: Key, index: number, among: number | undefined): number {
    const u = this.scope.uniform(entity, purpose, index)
    const cause = this.causes.get(purpose)
    if (cause !== undefined) return this.strike(cause, probability, u, among)
    const guard = this.guards.get(purpose)
    return guard === undefined ? u : this.hold(guard, probability, u)
  }

  private strike(cause: CauseState, probability: number, u: number, among: number | undefined): number {
    if (cause.asked === 0 && among !== undefined) cause.slots = among
    const slot = cause.asked++
    const chosen = this.chosen === cause.name && slot === Math.floor(this.scope.uniform(ENTITY, SLOT) * cause.slots)
    const drawn = chosen && probability > 0 ? u * probability : u
    const strikes = drawn < probability
    if (strikes) cause.hits++
    // A draw that cannot strike is never made to, as one that is not made.
    if (slot < cause.slots) cause.ratio += probability > 0 ? (strikes ? 1 / probability : 0) : 1
    return drawn
  }

  private hold(guard: Counted & { readonly name: GuardName }, probability: number, u: number): number {
    guard.asked++
    const tilted = this.tilt.guards[guard.name]
    const changed = tilted !== undefined && probability > 0 && probability < 1
    const holds = u < (changed ? tilted : probability)
    if (holds) guard.hits++
    if (!changed) return u
    this.guardRatio *= holds ? probability / tilted : (1 - probability) / (1 - tilted)
    // Where u would lie if the probability were the true one: on the same side of it.
    return holds ? (u * probability) / tilted : probability + ((u - tilted) * (1 - probability)) / (1 - tilted)
  }
}

function counted<Name extends string>(all: Iterable<Counted & { readonly name: Name }>) {
  const counts: Partial<Record<Name, ChanceCount>> = {}
  for (const { name, asked, hits } of all) if (asked > 0) counts[name] = { asked, hits }
  return counts
}
