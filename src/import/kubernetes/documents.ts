import { type Document, isCollection, isNode, LineCounter, parseAllDocuments, type YAMLError } from 'yaml'
import type { Malformed } from './report.ts'

/** A file's name, for messages, and its text. */
export interface Source {
  readonly file: string
  readonly text: string
}

/** A path inside a document: keys of mappings and indices of lists. */
export type DocumentPath = readonly PropertyKey[]

/** One document of a file, or one item of a List. */
export interface RawDocument {
  readonly file: string
  readonly line: number
  readonly value: unknown
  /** The line of what is at the path, or of the nearest thing around it that is there. */
  readonly lineOf: (path: DocumentPath) => number
}

/**
 * The documents of a YAML or JSON text (JSON is read as the YAML that it is, for its line numbers). Documents without content
 * are left out; those that are not YAML are returned as malformed and do not stop the others. Never throws.
 */
export function readDocuments({ file, text }: Source): { documents: RawDocument[]; malformed: Malformed[] } {
  const lines = new LineCounter()
  const documents: RawDocument[] = []
  const malformed: Malformed[] = []
  for (const parsed of parse(text, lines, file, malformed)) {
    const start = lineAt(lines, parsed.contents?.range?.[0] ?? parsed.range[0])
    const error = parsed.errors[0]
    if (error !== undefined) {
      malformed.push({ file, line: error.linePos?.[0].line ?? start, message: firstLine(error, text) })
      continue
    }
    try {
      const value: unknown = parsed.toJS()
      if (value !== null && value !== undefined) {
        documents.push({ file, line: start, value, lineOf: (path) => lineOf(parsed, path, lines) ?? start })
      }
    } catch (cause) {
      malformed.push({ file, line: start, message: `not usable as YAML: ${describe(cause)}` })
    }
  }
  return { documents, malformed }
}

function parse(text: string, lines: LineCounter, file: string, malformed: Malformed[]): Document.Parsed[] {
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: 'silent' })
    return 'empty' in parsed ? [] : parsed
  } catch (cause) {
    // The parser reports what it finds, deep nesting included; should it ever throw, only this file is lost, and said so.
    malformed.push({ file, line: 1, message: `not readable as YAML: ${describe(cause)}` })
    return []
  }
}

function lineOf(document: Document.Parsed, path: DocumentPath, lines: LineCounter): number | undefined {
  let line: number | undefined
  let node: unknown = document.contents
  for (const step of [undefined, ...path]) {
    if (step !== undefined) node = isCollection(node) ? node.get(step, true) : undefined
    if (!isNode(node) || node.range == null) break
    line = lineAt(lines, node.range[0])
  }
  return line
}

/** Positions at the very start are before the first line that the counter knows. */
const lineAt = (lines: LineCounter, offset: number): number => Math.max(1, lines.linePos(offset).line)

function firstLine(error: YAMLError, text: string): string {
  const message = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')
  return `not YAML: ${message}${text.includes('{{') ? TEMPLATE_HINT : ''}`
}

/** Appended where a template was read in place of what it renders to. */
export const TEMPLATE_HINT = '; this looks like a template: render it first (helm template, kustomize build)'

const describe = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
