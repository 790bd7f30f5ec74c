import type { StepKind } from '../../src/model/events.ts'
import { isBaseImage, type Vertex } from './progress.ts'

/** A stretch of a build's time, in milliseconds since 1970. */
export interface BuildStep {
  readonly step: StepKind
  readonly from: number
  readonly to: number
}

/** What a build does at the same time counts as the first of these. */
const PRECEDENCE = ['layer-build', 'layer-pull', 'image-push', 'cache-export', 'cache-import'] as const
type Kind = (typeof PRECEDENCE)[number]

/** What the time of a vertex was spent on. Results that were found in a cache, and base images, are fetched; sending the context counts for nothing. */
function kindOf({ name, cached }: Vertex): Kind | undefined {
  if (name.startsWith('importing cache')) return 'cache-import'
  if (name.startsWith('exporting cache')) return 'cache-export'
  if (name.startsWith('exporting')) return 'image-push'
  if (name.startsWith('[internal]')) return undefined
  return cached || isBaseImage(name) ? 'layer-pull' : 'layer-build'
}

/** What a build spent its time on, one thing after another: overlapping vertices are resolved by precedence, gaps are left out. */
export function buildSteps(vertices: readonly Vertex[]): readonly BuildStep[] {
  const spans = vertices.filter(({ from, to }) => to > from)
  const bounds = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b)
  const steps: BuildStep[] = []
  for (const [index, to] of bounds.entries()) {
    const from = bounds[index - 1]
    if (from === undefined) continue
    const active = new Set(spans.filter((span) => span.from <= from && span.to >= to).map(kindOf))
    const step = PRECEDENCE.find((kind) => active.has(kind))
    const last = steps.at(-1)
    if (step === undefined) continue
    if (last?.step === step && last.to === from) steps[steps.length - 1] = { ...last, to }
    else steps.push({ step, from, to })
  }
  return steps
}
