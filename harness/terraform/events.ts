import { z } from 'zod'

const resourceSchema = z.object({ addr: z.string() })
const changeSchema = z.object({ resource: resourceSchema, action: z.string() })

/**
 * One line of `-json` output that matters here (developer.hashicorp.com/terraform/internals/machine-readable-ui); the others are read
 * as kind `other`.
 */
const lineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('planned_change'), change: changeSchema }),
  z.object({ type: z.literal('resource_drift'), change: changeSchema }),
  z.object({
    type: z.literal('diagnostic'),
    diagnostic: z.object({ severity: z.string(), summary: z.string(), detail: z.string().default('') }),
  }),
  z.object({ type: z.enum(['version', 'log', 'state_lock_acquire', 'state_lock_release']) }),
  z.object({
    type: z.enum(['refresh_start', 'change_summary', 'outputs', 'apply_start', 'provision_start']),
  }),
])
export type TerraformEvent = z.output<typeof lineSchema>

/** Reads a line; undefined for lines that mean nothing here. */
export function readLine(line: string): TerraformEvent | undefined {
  try {
    const read = lineSchema.safeParse(JSON.parse(line))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

/** Whether a line is an event, of whatever kind. */
export const isEventLine = (line: string): boolean => line.startsWith('{"@level"')

/** What comes before a run has the lock of its state; every other event comes after. */
const BEFORE_LOCK: readonly TerraformEvent['type'][] = ['version', 'log', 'diagnostic', 'state_lock_acquire']

/** Whether the run that printed this must have had its lock by then. */
export const isUnderLock = (event: TerraformEvent): boolean => !BEFORE_LOCK.includes(event.type)

/** Whether a run had the lock of its state at some time. */
export const hadLock = (events: readonly TerraformEvent[]): boolean => events.some(isUnderLock)

/** Summary and detail of the errors that a run reported. */
export const errorsIn = (events: readonly TerraformEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'diagnostic' && event.diagnostic.severity === 'error'
      ? [`${event.diagnostic.summary}\n${event.diagnostic.detail}`.trim()]
      : [],
  )
