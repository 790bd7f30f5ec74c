import { z } from 'zod'
import { fintech, fintechOptionsSchema } from '../fleet/index.ts'
import { InvalidInputError } from '../model/errors.ts'
import { ROLLBACK_POLICIES } from '../model/pipeline.ts'
import { suggestName } from '../model/validation/near-name.ts'
import { problemsOf } from '../model/validation/problems.ts'
import { type GitopsOptions, gitops, type ManualOptions, manual } from '../presets/index.ts'

const gitopsOptions: z.ZodType<GitopsOptions> = z.strictObject({
  layerCache: z.enum(['none', 'content-hash', 'ref']).optional(),
  runners: z.number().optional(),
  regions: z.enum(['one-by-one', 'parallel']).optional(),
  rollback: z.enum(ROLLBACK_POLICIES).optional(),
  provenanceCheck: z.boolean().optional(),
}) as z.ZodType<GitopsOptions>

const manualOptions: z.ZodType<ManualOptions> = z.strictObject({
  caching: z.boolean().optional(),
  parallelism: z.boolean().optional(),
}) as z.ZodType<ManualOptions>

/** A part of a scenario that a function of the public API makes; JSON and YAML name the function. */
interface Preset {
  readonly options: z.ZodType
  readonly make: (options: never) => unknown
}

const preset = <T extends z.ZodType>(options: T, make: (options: z.output<T>) => unknown): Preset => ({
  options,
  make,
})

/** What `preset` may name, by the field of the scenario. */
const PRESETS: Readonly<Record<'fleet' | 'pipeline', Readonly<Record<string, Preset>>>> = {
  fleet: { fintech: preset(fintechOptionsSchema, fintech) },
  pipeline: { gitops: preset(gitopsOptions, gitops), manual: preset(manualOptions, manual) },
}

/**
 * Puts fleets and pipelines of the public API where a JSON or YAML scenario names them: `pipeline: {preset: gitops,
 * runners: 5}` is what `pipeline: gitops({runners: 5})` is in TypeScript. `file` is for messages.
 */
export function withPresetsInPlace(scenario: unknown, file: string): unknown {
  if (typeof scenario !== 'object' || scenario === null) return scenario
  return { ...scenario, ...inPlace(scenario, 'fleet', file), ...inPlace(scenario, 'pipeline', file) }
}

function inPlace(scenario: object, field: 'fleet' | 'pipeline', file: string): object {
  const value = (scenario as Record<string, unknown>)[field]
  if (typeof value !== 'object' || value === null || !('preset' in value)) return {}
  const { preset: name, ...options } = value as { preset: unknown }
  const known = PRESETS[field]
  const found = typeof name === 'string' && Object.hasOwn(known, name) ? known[name] : undefined
  if (found === undefined) {
    const remedy = suggestName(String(name), Object.keys(known), 'presets')
    throw new InvalidInputError(file, [
      { path: `${field}.preset`, message: `there is no preset ${JSON.stringify(name)} of a ${field}`, remedy },
    ])
  }
  const parsed = found.options.safeParse(options)
  if (parsed.success) return { [field]: found.make(parsed.data as never) }
  const problems = problemsOf(parsed.error.issues, found.options, options)
  throw new InvalidInputError(
    file,
    problems.map((problem) => ({ ...problem, path: `${field}.${problem.path}` })),
    parsed.error,
  )
}
