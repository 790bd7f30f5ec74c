import { describe, expect, test } from 'vitest'
import { GUARDS } from '../../src/model/guards/index.ts'
import { type Pipeline, pipelineSchema } from '../../src/model/pipeline.ts'
import { checkPipeline } from '../../src/model/validation/pipeline-checks.ts'
import { gitops, manual } from '../../src/presets/index.ts'

const PIPELINES: readonly (readonly [string, Pipeline])[] = [
  ['gitops', pipelineSchema.parse(gitops())],
  ['manual', pipelineSchema.parse(manual())],
]

describe.each(PIPELINES)('in the pipeline %s', (_, pipeline) => {
  test.each([...GUARDS.values()])('$name is what it was switched to, and the pipeline stays valid', (guard) => {
    for (const on of [true, false]) {
      const switched = guard.switched(pipeline, on)
      const is = guard.isOn(switched)
      if (guard.isOn(pipeline) !== undefined) expect(is).toBe(on)
      expect(pipelineSchema.parse(switched)).toEqual(switched)
      expect(checkPipeline(switched)).toEqual([])
    }
  })

  test.each([...GUARDS.values()])('$name changes nothing where it is so already', (guard) => {
    const on = guard.isOn(pipeline)
    if (on !== undefined) expect(guard.isOn(guard.switched(pipeline, on))).toBe(on)
  })
})

test('without staging, what needed it waits for what staging waited for', () => {
  const pipeline = pipelineSchema.parse(gitops())
  const without = GUARDS.get('staging')!.switched(pipeline, false)
  expect(without.stages.map((stage) => stage.name)).not.toContain('deploy-staging')
  const approval = without.stages.flatMap((stage) => stage.jobs).find((job) => job.name === 'approve-production')
  expect(approval?.needs).toEqual(['release-note'])
})
