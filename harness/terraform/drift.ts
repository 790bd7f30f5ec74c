import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import type { TerraformEvent } from './events.ts'
import { type PlanReading, readPlan } from './plan-reading.ts'
import { runTerraform } from './run-terraform.ts'
import { PLAN_FILE } from './workspace.ts'

/** What of `terraform show -json` of a plan is needed (developer.hashicorp.com/terraform/internals/json-format, "resource_drift"). */
const shownSchema = z.object({
  resource_drift: z
    .array(z.object({ address: z.string(), change: z.object({ before: z.unknown(), after: z.unknown() }) }))
    .default([]),
})

/** Reads the plan that was saved in a working copy; `events` are those of its making. */
export async function readSavedPlan(
  folder: string,
  events: readonly TerraformEvent[],
  signal: AbortSignal,
): Promise<PlanReading> {
  if (!events.some(({ type }) => type === 'resource_drift')) return readPlan(events, new Set())
  const args = ['show', '-json', PLAN_FILE]
  const end = await runTerraform(folder, args, { signal })
  if (end.exitCode !== 0) {
    throw new ToolFailedError({ command: ['terraform', ...args], exitCode: end.exitCode, output: end.error })
  }
  return readPlan(events, driftedAddresses(JSON.parse(end.text)))
}

/**
 * Addresses of the resources that were changed outside of Terraform. Older providers read an empty map where they wrote none, which
 * Terraform takes for a change; here it is none.
 */
export function driftedAddresses(shown: unknown): ReadonlySet<string> {
  const { resource_drift } = shownSchema.parse(shown)
  const changed = resource_drift.filter(({ change }) => !isDeepStrictEqual(filled(change.before), filled(change.after)))
  return new Set(changed.map(({ address }) => address))
}

/** A value without anything in it that is empty; undefined when nothing is left. */
function filled(value: unknown): unknown {
  if (value === null || value === '') return undefined
  if (Array.isArray(value)) {
    const items = value.map(filled).filter((item) => item !== undefined)
    return items.length === 0 ? undefined : items
  }
  if (typeof value !== 'object') return value
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const kept = filled(field)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return fields.length === 0 ? undefined : Object.fromEntries(fields)
}
