import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Provenance } from '../../model/check.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { RowData } from './row-data.ts'
import type { Spread } from './spread-plan.ts'

/** Version of the layout of baseline files, and of what the columns inside mean. */
export const BASELINE_SCHEMA_VERSION = 1

/** What a scenario did when its baseline was written, in enough detail to pair every deployment with today's. */
export interface Baseline {
  readonly name: string
  readonly hash: string
  readonly seed: number
  readonly spread: Spread
  readonly provenance: Provenance
  /** The scenario's document with all its defaults, so that differences can be computed and run. */
  readonly document: unknown
  readonly rows: RowData
}

/** Figures for whoever reads the difference of two versions of a baseline file. In ms and shares. */
export type BaselineFigures = Readonly<Record<string, number | null>>

const fileSchema = z.object({
  kind: z.literal('seatrial-baseline'),
  schemaVersion: z.literal(BASELINE_SCHEMA_VERSION),
  scenario: z.object({ name: z.string(), hash: z.string() }),
  environment: z.literal('sim'),
  seed: z.number().int(),
  runs: z.number().int().min(1),
  stretches: z.number().int().min(1),
  provenance: z.object({
    seatrial: z.string(),
    commit: z.string().nullable(),
    dirty: z.boolean().nullable(),
    writtenAt: z.string(),
  }),
  figures: z.record(z.string(), z.number().nullable()),
  digest: z.string(),
  data: z.string(),
})

const dataSchema = z.object({
  document: z.unknown(),
  rows: z.object({
    rows: z.number().int(),
    columns: z.record(z.string(), z.array(z.number().nullable())),
    words: z.array(z.string()),
    critical: z.array(z.tuple([z.string(), z.number()])),
  }),
})

/**
 * A baseline as a file: provenance and figures in plain sight, the document and the rows packed (JSON, gzip, base64),
 * because together they are 30 times as long and nobody reads them.
 */
export function formatBaseline(baseline: Baseline, figures: BaselineFigures): string {
  const { name, hash, seed, spread, provenance, document, rows } = baseline
  const data = gzipSync(JSON.stringify({ document, rows }), { level: 9 }).toString('base64')
  const file: z.input<typeof fileSchema> = {
    kind: 'seatrial-baseline',
    schemaVersion: BASELINE_SCHEMA_VERSION,
    scenario: { name, hash },
    environment: 'sim',
    seed,
    runs: spread.runs,
    stretches: spread.stretches,
    provenance,
    figures,
    digest: digestOf(data),
    data,
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Reads a baseline. Throws InvalidInputError, with what to do, when it is cut off, damaged, or of another version. */
export function parseBaseline(text: string, file: string): Baseline {
  const anew = 'write it anew with --update, or take the file from version control'
  const refuse = (message: string, remedy: string, cause?: unknown): InvalidInputError =>
    new InvalidInputError(`--baseline ${file}`, [{ path: '', message, remedy }], cause)
  const document = parseOr(text, (cause) => refuse('the file is cut off or damaged: it is not JSON', anew, cause))
  const head = (document ?? {}) as { kind?: unknown; schemaVersion?: unknown; provenance?: { seatrial?: unknown } }
  if (head.kind !== 'seatrial-baseline')
    throw refuse('this is not a baseline', 'name a file that `seatrial check SCENARIO --baseline FILE --update` wrote')
  if (head.schemaVersion !== BASELINE_SCHEMA_VERSION) {
    const message = `expected a baseline with schema version ${BASELINE_SCHEMA_VERSION}, got ${String(head.schemaVersion)} (written by seatrial ${String(head.provenance?.seatrial ?? 'unknown')})`
    throw refuse(message, 'check with the version of seatrial that wrote it, or write it anew with --update')
  }
  const parsed = fileSchema.safeParse(document)
  if (!parsed.success) throw refuse(`a field is damaged: ${parsed.error.issues[0]?.path.join('.')}`, anew, parsed.error)
  const { data: of } = parsed
  if (digestOf(of.data) !== of.digest) throw refuse('the data do not match their digest: the file is damaged', anew)
  const inner = dataSchema.parse(JSON.parse(gunzipSync(Buffer.from(of.data, 'base64')).toString('utf8')))
  return {
    name: of.scenario.name,
    hash: of.scenario.hash,
    seed: of.seed,
    spread: { runs: of.runs, stretches: of.stretches },
    provenance: of.provenance,
    document: inner.document,
    rows: inner.rows,
  }
}

const digestOf = (data: string): string => `sha256:${createHash('sha256').update(data).digest('hex')}`

function parseOr(text: string, error: (cause: unknown) => Error): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw error(cause)
  }
}
