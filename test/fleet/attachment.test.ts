import { describe, expect, it } from 'vitest'
import { attach } from '../../src/fleet/attachment.ts'
import { Draws } from '../../src/fleet/draws.ts'
import { fintech } from '../../src/fleet/index.ts'
import { logGamma } from '../../src/random/gamma.ts'

const EXTRA = 1.2
const ATTRACTION = 1.1
const names = Array.from({ length: 2_500 }, (_, i) => `n${i}`)

function dependants(graph: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const counts = new Map([...graph.keys()].map((name) => [name, 0]))
  for (const needs of graph.values()) for (const name of needs) counts.set(name, counts.get(name)! + 1)
  return counts
}

const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b)

/** Price (1976): the share of nodes with at least k dependants in a large graph, attraction a and mean out-degree m. */
const atLeast = (k: number) =>
  Math.exp(logBeta(k + ATTRACTION, 1 + ATTRACTION / (1 + EXTRA)) - logBeta(ATTRACTION, 1 + ATTRACTION / (1 + EXTRA)))

describe('preferential attachment', () => {
  const counts = [1, 2, 3, 4].flatMap((seed) => [
    ...dependants(attach(names, { extra: EXTRA, attraction: ATTRACTION, purpose: 'test' }, new Draws(seed))).values(),
  ])

  it('gives the number of dependants the distribution that Price derived', () => {
    for (const k of [1, 2, 3, 5, 8, 12]) {
      const share = counts.filter((count) => count >= k).length / counts.length
      expect(share / atLeast(k)).toBeGreaterThan(0.88)
      expect(share / atLeast(k)).toBeLessThan(1.12)
    }
  })

  it('has a tail with the documented exponent of 2.5, by the estimator of Clauset, Shalizi and Newman (2009)', () => {
    const from = 12
    const tail = counts.filter((count) => count >= from)
    const exponent = 1 + tail.length / tail.reduce((sum, count) => sum + Math.log(count / (from - 0.5)), 0)
    expect(tail.length).toBeGreaterThan(200)
    expect(exponent).toBeGreaterThan(2.25)
    expect(exponent).toBeLessThan(2.75)
  })

  it('lets a name depend on earlier names only, each once, so that there is no cycle', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const seen = new Set<string>()
      for (const { name, dependsOn = [] } of fintech({ seed }).services) {
        expect(dependsOn.filter((dependency) => !seen.has(dependency))).toEqual([])
        expect(new Set(dependsOn).size).toBe(dependsOn.length)
        seen.add(name)
      }
    }
  })

  it('makes a few services the ground that many stand on', () => {
    const graph = new Map(fintech().services.map(({ name, dependsOn = [] }) => [name, dependsOn]))
    const sorted = [...dependants(graph).values()].sort((a, b) => b - a)
    expect(sorted[0]).toBeGreaterThan(20)
    expect(sorted.filter((count) => count === 0).length).toBeGreaterThan(80)
  })
})
