import type { Recording } from '../../src/model/events.ts'
import { isBefore, type Moment, momentsOf } from './moments.ts'

/** What a recording tells when its times are set aside: what happened, and what was over before what began. */
export class Story {
  /** What happened, sorted. */
  readonly moments: readonly string[]
  private readonly byName: ReadonlyMap<string, Moment>

  constructor(recording: Recording) {
    const moments = momentsOf(recording)
    this.byName = new Map(moments.map((moment) => [moment.what, moment]))
    this.moments = [...this.byName.keys()].toSorted()
  }

  /** Whether one was over before the other began; false when either did not happen. */
  isBefore(first: string, second: string): boolean {
    const [one, other] = [this.byName.get(first), this.byName.get(second)]
    return one !== undefined && other !== undefined && isBefore(one.to, other.from)
  }
}

/** That one moment is over before another begins. */
export type Order = readonly [first: string, second: string]

/** What all tellings of a story have in common: the moments, and the orders that hold in every one. */
export interface CommonStory {
  readonly moments: readonly string[]
  readonly orders: readonly Order[]
}

/**
 * The story that several recordings tell. What is in this order in all of them, with times drawn anew for each, is in this order by
 * necessity and not by chance, when there are enough of them. Throws when they do not tell of the same moments.
 */
export function commonStory(recordings: readonly Recording[]): CommonStory {
  const [first, ...others] = recordings.map((recording) => new Story(recording))
  if (first === undefined) throw new RangeError('a common story needs at least one recording')
  for (const other of others) {
    const [difference] = differencesOfMoments(first.moments, other.moments)
    if (difference !== undefined) throw new RangeError(`the recordings do not tell one story: ${difference}`)
  }
  const { moments } = first
  const pairs = moments.flatMap((one) => moments.map((two): Order => [one, two]))
  const holds = ([one, two]: Order): boolean =>
    one !== two && [first, ...others].every((story) => story.isBefore(one, two) && !story.isBefore(two, one))
  return { moments, orders: pairs.filter(holds) }
}

/** How a recording contradicts a common story, one line each; empty when it tells the same. */
export function contradictions(common: CommonStory, recording: Recording): readonly string[] {
  const story = new Story(recording)
  const orders = common.orders.filter(
    ([one, two]) => story.moments.includes(one) && story.moments.includes(two) && !story.isBefore(one, two),
  )
  return [
    ...differencesOfMoments(common.moments, story.moments),
    ...orders.map(([one, two]) => `out of order: "${one}" should be over before "${two}" begins`),
  ]
}

function differencesOfMoments(expected: readonly string[], got: readonly string[]): readonly string[] {
  return [
    ...expected.filter((one) => !got.includes(one)).map((one) => `missing: "${one}"`),
    ...got.filter((one) => !expected.includes(one)).map((one) => `unexpected: "${one}"`),
  ]
}
