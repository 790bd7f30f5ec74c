import type { AttributionLine } from '../../model/report.ts'

/** A name of a fault, a gate or a stage as words. */
export const words = (name: string): string => name.replaceAll('-', ' ')

/** `rolled back 12, failed 2`. */
export const endedText = ({ ended }: AttributionLine): string =>
  ended.map(({ name, count }) => `${name === 'rolled-back' ? 'rolled back' : name} ${count}`).join(', ')

/** Names with their counts; without the counts where all deployments have the same. */
export const countedText = (all: AttributionLine['caughtBy'], of: number): string =>
  all.map(({ name, count }) => (count === of ? words(name) : `${words(name)} ${count}`)).join(', ')

/** Who met it first. */
export function caughtText({ caughtBy, count }: AttributionLine): string {
  const nobody = count - caughtBy.reduce((sum, one) => sum + one.count, 0)
  const known = countedText(caughtBy, count)
  if (nobody === 0) return known
  return known === '' ? 'nobody' : `${known}, nobody ${nobody}`
}

/** Which stages could have seen it and passed it. */
export function letThroughText({ letThroughBy, count }: AttributionLine): string {
  if (letThroughBy.length === 0) return 'no stage before that looks for it'
  return `let through by ${letThroughBy.map(({ name, count: n }) => (n === count ? name : `${name} (${n})`)).join(', ')}`
}

/** What stands against it: what is switched off, or that all of it is on and was not enough. */
export function guardText({ guards, ended }: Pick<AttributionLine, 'guards' | 'ended'>): string {
  if (ended.every(({ name }) => name === 'blocked')) return 'production never had it'
  if (guards.length === 0) return 'nothing in this pipeline stands against it'
  const off = guards.filter(({ on }) => !on).map(({ label }) => label)
  if (off.length > 0) return `switched off: ${off.join(', ')}`
  return `what stands against it is on: ${guards.map(({ label }) => label).join(', ')}`
}
