import type { z } from 'zod'
import { type DocumentPath, type RawDocument, readDocuments, type Source, TEMPLATE_HINT } from './documents.ts'
import { READERS } from './readers.ts'
import type { Malformed } from './report.ts'
import type { ManifestSet, Origin } from './workload.ts'

/** The manifests of a set, and what became of the other documents. */
export interface Readings {
  readonly set: ManifestSet
  readonly documents: number
  readonly lists: Origin[]
  readonly unknownKinds: Record<string, number>
  readonly malformed: Malformed[]
}

/** Reads every document of every source into exactly one place. Never throws. */
export function readManifests(sources: readonly Source[]): Readings {
  const set: ManifestSet = { workloads: [], addresses: [], configurations: [], claims: [], autoscalers: [] }
  const unknownKinds: Record<string, number> = {}
  const lists: Origin[] = []
  const malformed: Malformed[] = []
  let documents = 0

  const read = (document: RawDocument): void => {
    documents += 1
    const value = withoutNulls(document.value)
    const header = headerOf(value)
    if (header === undefined) {
      malformed.push({ file: document.file, line: document.line, message: notAnObject(value) })
      return
    }
    const { kind, group, items } = header
    if (kind.endsWith('List') && items !== undefined) {
      lists.push({ kind, name: '', namespace: undefined, file: document.file, line: document.line })
      for (const [index, item] of items.entries()) read(itemOf(document, item, index))
      return
    }
    const known = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined
    if (known === undefined || !known.groups.includes(group)) {
      const name = known === undefined ? kind : `${kind}.${group === '' ? 'core' : group}`
      unknownKinds[name] = (Object.hasOwn(unknownKinds, name) ? unknownKinds[name]! : 0) + 1
      return
    }
    const parsed = known.schema.safeParse(value)
    if (!parsed.success) {
      malformed.push(invalid(document, kind, parsed.error.issues))
      return
    }
    const { metadata } = parsed.data as { metadata: { name: string; namespace?: string } }
    const { file, line } = document
    known.add(parsed.data as never, { kind, name: metadata.name, namespace: metadata.namespace, file, line }, set)
  }

  for (const source of sources) {
    const found = readDocuments(source)
    malformed.push(...found.malformed)
    documents += found.malformed.length
    for (const document of found.documents) read(document)
  }
  malformed.sort((a, b) => (a.file === b.file ? a.line - b.line : 0))
  return { set, documents, lists, unknownKinds, malformed }
}

function headerOf(value: unknown): { kind: string; group: string; items: unknown[] | undefined } | undefined {
  if (!isMapping(value)) return undefined
  const { kind, apiVersion, items } = value
  if (typeof kind !== 'string' || kind === '' || typeof apiVersion !== 'string') return undefined
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  return { kind, group, items: Array.isArray(items) ? items : items === undefined && kind === 'List' ? [] : undefined }
}

function notAnObject(value: unknown): string {
  const got = Array.isArray(value)
    ? 'a list'
    : isMapping(value)
      ? `a mapping of ${Object.keys(value).slice(0, 4).join(', ') || 'nothing'}`
      : 'a plain value'
  return `no Kubernetes object: expected a mapping with apiVersion and kind, got ${got}`
}

function itemOf(list: RawDocument, value: unknown, index: number): RawDocument {
  const at: DocumentPath = ['items', index]
  return { file: list.file, line: list.lineOf(at), value, lineOf: (path) => list.lineOf([...at, ...path]) }
}

function invalid(document: RawDocument, kind: string, issues: readonly z.core.$ZodIssue[]): Malformed {
  const first = issues[0]!
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const template = JSON.stringify(document.value).includes('{{') ? TEMPLATE_HINT : ''
  return {
    file: document.file,
    line: document.lineOf(first.path),
    message: `${kind}: ${first.path.join('.')}: ${first.message}${others}${template}`,
  }
}

/** YAML's empty values: Kubernetes treats `env:` with nothing after it as not stated. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isMapping(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => [name, withoutNulls(each)]),
  )
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
