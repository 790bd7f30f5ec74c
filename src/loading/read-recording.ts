import { existsSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import type { DeploymentEvent, Recording } from '../model/events.ts'
import { fileProblem } from './input-error.ts'
import { parseJson } from './parse-text.ts'

/** A recording as `--out` and `run --run S.D --out` write it. */
export interface RecordingFile {
  readonly scenario: string
  readonly seed: number
  readonly recording: Recording
}

/** What every event has; the rest depends on its kind, and this version of seatrial wrote it. */
const recordingSchema = z.object({
  scenario: z.string().default('a recording'),
  seed: z.number().int().default(0),
  address: z.object({ stretch: z.number().int(), deployment: z.number().int() }),
  events: z.array(z.looseObject({ kind: z.string(), at: z.number() })).min(1),
})

/**
 * The recording in a file; undefined when the path is no JSON file with events. Throws InvalidInputError for one that is
 * damaged or that is of a deployment which is not over.
 */
export function readRecording(file: string): RecordingFile | undefined {
  if (!file.endsWith('.json') || !existsSync(file) || !statSync(file).isFile()) return undefined
  const document = parseJson(readFileSync(file, 'utf8'), file)
  if (typeof document !== 'object' || document === null || !('events' in document)) return undefined
  const parsed = recordingSchema.safeParse(document)
  if (!parsed.success) throw fileProblem(file, 'the recording is damaged', 'record it again with --out', parsed.error)
  const { scenario, seed, address } = parsed.data
  const events = parsed.data.events as unknown as DeploymentEvent[]
  const has = (kind: DeploymentEvent['kind']): boolean => events.some((event) => event.kind === kind)
  if (!has('deployment.triggered') || !has('deployment.finished')) {
    throw fileProblem(file, 'expected a deployment from its trigger to its end', 'explain it when it is over')
  }
  return { scenario, seed, recording: { address, events } }
}
