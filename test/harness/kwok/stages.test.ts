import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { kwokStages } from '../../../harness/kwok/stages.ts'
import { startupAnnotations } from '../../../harness/kwok/startup.ts'
import { constant, lognormal } from '../../../src/model/distribution.ts'

interface Stage {
  metadata: { name: string }
  spec: {
    resourceRef: { kind: string }
    selector: { matchExpressions: { key: string; operator: string; values?: string[] }[] }
    weight?: number
    delay?: { durationFrom: { expressionFrom: string }; jitterDurationFrom: { expressionFrom: string } }
  }
}

const stages = parseAllDocuments(kwokStages()).map((document) => document.toJS() as Stage)
const starts = stages.filter(({ metadata }) => metadata.name.startsWith('pod-ready'))

/** The annotation that an expression reads. */
const annotationIn = (expression: string): string => /annotations\["(.+)"\]/.exec(expression)![1]!

describe('what KWOK is told', () => {
  it('covers the whole distribution of start-up times with pieces that meet and are equally likely', () => {
    const annotations = startupAnnotations(lognormal({ median: 20_000, sigma: 0.25 }))
    const pieces = starts.map(({ spec }) => [
      annotationIn(spec.delay!.durationFrom.expressionFrom),
      annotationIn(spec.delay!.jitterDurationFrom.expressionFrom),
    ])
    for (const [index, [from]] of pieces.slice(1).entries()) expect(from).toBe(pieces[index]![1])
    expect(pieces.flat().every((name) => annotations[name!] !== undefined)).toBe(true)
    expect(new Set(pieces.flat())).toEqual(new Set(Object.keys(annotations)))
    expect(starts.every(({ spec }) => spec.weight === undefined)).toBe(true)
  })

  it('never lets a broken pod, or one that is being deleted, become ready', () => {
    for (const { spec } of starts) {
      expect(spec.selector.matchExpressions).toContainEqual({
        key: '.metadata.labels["seatrial.broken"]',
        operator: 'NotIn',
        values: ['true'],
      })
      expect(spec.selector.matchExpressions).toContainEqual({
        key: '.metadata.deletionTimestamp',
        operator: 'DoesNotExist',
      })
    }
  })

  it('plays nodes and pods', () => {
    expect(new Set(stages.map(({ spec }) => spec.resourceRef.kind))).toEqual(new Set(['Node', 'Pod']))
  })
})

describe('the start-up times that a pod names', () => {
  const millis = (annotations: Record<string, string>) =>
    Object.values(annotations).map((text) => Number(/^(\d+)ms$/.exec(text)![1]))

  it('rise, have the median of the distribution in their middle, and its mean between them', () => {
    const times = millis(startupAnnotations(lognormal({ median: 20_000, sigma: 0.25 })))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[(times.length - 1) / 2]).toBe(20_000)
    const pieces = times.slice(1).map((to, index) => (times[index]! + to) / 2)
    const mean = pieces.reduce((sum, piece) => sum + piece, 0) / pieces.length
    expect(mean / (20_000 * Math.exp(0.25 ** 2 / 2))).toBeCloseTo(1, 1)
  })

  it('are all the same for a constant', () => {
    expect(new Set(millis(startupAnnotations(constant(1_500))))).toEqual(new Set([1_500]))
  })
})
