import { parseTarget } from '../model/target-language.ts'

/** Puts targets in place that a scenario writes as sentences: `targets: ['p95 of deployment.duration <= 24 min']`. */
export function withTargetsInPlace(scenario: unknown, file: string): unknown {
  if (typeof scenario !== 'object' || scenario === null) return scenario
  const { targets } = scenario as { targets?: unknown }
  if (!Array.isArray(targets) || !targets.some((target) => typeof target === 'string')) return scenario
  const read = (target: unknown, i: number): unknown =>
    typeof target === 'string' ? parseTarget(target, `${file}: targets.${i}`) : target
  return { ...scenario, targets: targets.map(read) }
}
