import { z } from 'zod'
import { distributionSchema } from './distribution.ts'
import { UNITS } from './parameter.ts'

const pattern = z.string().min(1)

/**
 * What a scenario's author says of a constant that went into the scenario's own data: a build time that every service of
 * a generated fleet has, a number of changed services. Reports list it beside the declared parameters of the mechanisms;
 * under the path of one of those it replaces what is said there.
 *
 * Where the constant stands is told by patterns: paths of the scenario as `--set` takes them, with `*` for every member
 * of a list and every field of an object (`fleet.services.*.layers.base.build`).
 */
export const constantNoteSchema = z
  .strictObject({
    /** A path of the scenario, or a label where the constant has none. */
    path: z.string().min(1),
    about: z.string().min(1),
    unit: z.enum(UNITS),
    /** The constant itself; without it, what stands at `path`. */
    value: z.union([z.number(), z.boolean(), distributionSchema]).optional(),
    /** A document that anybody can look up. */
    source: z.string().min(1).optional(),
    /** Plausible low and high of the value (of the median, for a distribution). */
    assumed: z.tuple([z.number(), z.number()]).optional(),
    /** Why this range. */
    why: z.string().min(1).optional(),
    /** The value was chosen while looking at a published result. Reports count these. */
    tuned: z.boolean().default(false),
    /** Values that grow in proportion to the constant: numbers and distributions. */
    scales: z.array(pattern).default([]),
    /** Positive numbers whose spread, as the standard deviation of their logarithms, is the constant. */
    spreads: z.array(pattern).default([]),
  })
  .refine((note) => (note.source === undefined) !== (note.assumed === undefined), {
    error: 'expected either a source or an assumed range',
    path: ['assumed'],
  })
  .refine((note) => note.assumed === undefined || note.why !== undefined, {
    error: 'expected a reason for the assumed range',
    path: ['why'],
  })
  .refine((note) => note.assumed === undefined || note.assumed[0] < note.assumed[1], {
    error: 'expected low < high',
    path: ['assumed'],
  })
  .refine((note) => !note.tuned || note.assumed !== undefined, {
    error: 'expected an assumed range: a constant with a source cannot be tuned',
    path: ['tuned'],
  })
export type ConstantNote = z.output<typeof constantNoteSchema>
/** What an author writes. */
export type ConstantNoteInput = z.input<typeof constantNoteSchema>
