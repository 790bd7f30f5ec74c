import { importSources } from '../../../src/import/kubernetes/import-sources.ts'
import type { ImportReport } from '../../../src/import/kubernetes/index.ts'
import { type Database, type Fleet, fleetSchema, type Service } from '../../../src/model/fleet.ts'

/** A Deployment as JSON, which is YAML too; `spec` and `pod` are merged in. */
export function deployment(
  name: string,
  over: { namespace?: string; spec?: object; pod?: object; container?: object } = {},
) {
  return workload('Deployment', name, over)
}

export function workload(
  kind: string,
  name: string,
  over: { namespace?: string; spec?: object; pod?: object; container?: object } = {},
): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, ...(over.namespace && { namespace: over.namespace }) },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: `house/${name}:1.0`, ...over.container }], ...over.pod },
      },
      ...over.spec,
    },
  })
}

/** A Service that selects the pods of the workload of the same name, or what is given. */
export function address(name: string, over: { namespace?: string; spec?: object } = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...(over.namespace && { namespace: over.namespace }) },
    spec: { selector: { app: name }, ports: [{ port: 8080 }], ...over.spec },
  })
}

export function configMap(name: string, data: Record<string, string>): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data })
}

/** Imports documents as one file. */
export function imported(...documents: string[]): { fleet: Fleet; report: ImportReport } {
  const { fleet, report } = importSources([{ file: 'set.yaml', text: documents.join('\n---\n') }], { name: 'set' })
  return { fleet: fleetSchema.parse(fleet), report }
}

export function serviceOf(fleet: Fleet, name: string): Service {
  const service = fleet.services.find((each) => each.name === name)
  if (service === undefined) throw new Error(`no service ${name} among ${fleet.services.map((each) => each.name)}`)
  return service
}

export function databaseOf(fleet: Fleet, name: string): Database {
  const database = fleet.databases.find((each) => each.name === name)
  if (database === undefined) throw new Error(`no database ${name} among ${fleet.databases.map((each) => each.name)}`)
  return database
}

/** The documents that have a place in the report; equal to `documents` when none was lost. */
export function placed(report: ImportReport): number {
  const unknown = Object.values(report.unknownKinds).reduce((sum, count) => sum + count, 0)
  return report.services + report.databases + report.consumed.length + unknown + report.malformed.length
}

/** Names in a note whose message contains the text. */
export const noted = (report: ImportReport, text: string): readonly string[] =>
  report.notes.find(({ message }) => message.includes(text))?.names ?? []
