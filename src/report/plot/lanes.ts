/** Anything with a beginning and an end. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Puts bars into as few lanes as first-fit finds, so that none overlap in a lane: an item goes into the first lane that is
 * free at its beginning. Lanes and their content are ordered by beginning.
 */
export function packLanes<Item>(items: readonly Item[], stretch: (item: Item) => Stretch): Item[][] {
  const lanes: { until: number; items: Item[] }[] = []
  const byStart = [...items].sort((a, b) => stretch(a).from - stretch(b).from)
  for (const item of byStart) {
    const { from, to } = stretch(item)
    const free = lanes.find((lane) => lane.until <= from)
    if (free === undefined) lanes.push({ until: to, items: [item] })
    else {
      free.items.push(item)
      free.until = to
    }
  }
  return lanes.map((lane) => lane.items)
}
