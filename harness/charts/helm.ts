import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'
import { runTool } from '../tool/run-tool.ts'
import type { ServiceValues } from './values.ts'

/** Folder of the chart of a service. */
export const SERVICE_CHART = fileURLToPath(new URL('service/', import.meta.url))

/** The objects of the chart as Helm renders them. */
export async function helmTemplate(values: ServiceValues, signal: AbortSignal): Promise<readonly unknown[]> {
  const args = ['template', values.name, SERVICE_CHART, '--values', '-']
  const { stdout } = await runTool('helm', args, { signal, input: JSON.stringify(values) })
  return parseAllDocuments(stdout)
    .map((document): unknown => document.toJS())
    .filter((object) => object !== null)
}
