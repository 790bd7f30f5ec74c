import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countHits, layerHits } from '../../../harness/buildkit/layers.ts'
import { BuildProgress, type Vertex } from '../../../harness/buildkit/progress.ts'
import { buildSteps } from '../../../harness/buildkit/steps.ts'

/** What buildx 0.13 and BuildKit 0.34 printed for a build of the synthetic service after a change of its code. */
const OUTPUT = readFileSync(new URL('one-layer-changed.log', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

function read(lines: readonly string[]): readonly Vertex[] {
  const progress = new BuildProgress()
  for (const [index, line] of lines.entries()) progress.add(line, 10_000 + index * 100)
  return progress.vertices()
}

const named = (vertices: readonly Vertex[], start: string): Vertex =>
  vertices.find(({ name }) => name.startsWith(start))!

describe('the progress of a build', () => {
  it('tells results that were found in a cache, also when they had to be fetched later, from those that were made', () => {
    const vertices = read(OUTPUT)
    expect(named(vertices, '[base 3/3]').cached).toBe(true)
    expect(named(vertices, '[dependencies 3/3]').cached).toBe(true)
    expect(named(vertices, '[build 1/1]').cached).toBe(false)
    expect(countHits(layerHits(vertices))).toEqual({ hits: 2, misses: 1 })
  })

  it('takes a result as found that was fetched before "CACHED" could be printed, unless the instruction printed something', () => {
    const layer = `sha256:${'16b55a1a'.repeat(8)}`
    const fetched = [
      '#11 [dependencies 3/3] RUN node',
      `#11 ${layer} 4.20MB / 4.20MB 0.0s done`,
      `#11 extracting ${layer}`,
    ]
    expect(read([...fetched, '#11 DONE 1.6s'])[0]?.cached).toBe(true)
    expect(read([...fetched, '#11 0.512 8 packages, 8 fetched', '#11 DONE 1.6s'])[0]?.cached).toBe(false)
    expect(read(['#6 [base 1/3] FROM x', `#6 extracting ${layer}`, '#6 DONE 1.6s'])[0]?.cached).toBe(false)
  })

  it('ends a vertex when its last line came and starts it as long before as it says that it took', () => {
    const vertices = read(['#5 [build 1/1] RUN node', '#5 0.700 printed', '#5 DONE 0.7s'])
    expect(vertices).toEqual([{ name: '[build 1/1] RUN node', cached: false, failed: false, from: 9_500, to: 10_200 }])
  })

  it('marks what failed', () => {
    const vertices = read(['#5 [build 1/1] RUN node', '#5 ERROR: process "/bin/sh -c node" exited with 1'])
    expect(vertices[0]).toMatchObject({ failed: true })
  })

  it('takes a layer as found when BuildKit did not need to look at it', () => {
    expect(layerHits([])).toEqual({ base: true, dependencies: true, application: true })
  })
})

describe('the steps of a build', () => {
  const vertex = (name: string, from: number, to: number, cached = false): Vertex => ({
    name,
    from,
    to,
    cached,
    failed: false,
  })

  it('are never two at a time: making layers goes before fetching them', () => {
    const steps = buildSteps([
      vertex('importing cache manifest from x', 0, 10),
      vertex('[base 1/3] FROM x', 5, 50),
      vertex('[build 1/1] RUN x', 30, 80),
      vertex('exporting to image', 90, 100),
      vertex('exporting cache to registry', 100, 130),
    ])
    expect(steps).toEqual([
      { step: 'cache-import', from: 0, to: 5 },
      { step: 'layer-pull', from: 5, to: 30 },
      { step: 'layer-build', from: 30, to: 80 },
      { step: 'image-push', from: 90, to: 100 },
      { step: 'cache-export', from: 100, to: 130 },
    ])
  })

  it('of several vertices of one kind are one step', () => {
    const steps = buildSteps([vertex('[a 1/2] RUN x', 0, 20), vertex('[a 2/2] RUN y', 20, 40)])
    expect(steps).toEqual([{ step: 'layer-build', from: 0, to: 40 }])
  })

  it('of cached instructions are the fetching of their results', () => {
    expect(buildSteps([vertex('[a 1/2] RUN x', 0, 20, true)])).toEqual([{ step: 'layer-pull', from: 0, to: 20 }])
  })
})
