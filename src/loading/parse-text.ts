import { LineCounter, parseDocument } from 'yaml'
import { fileProblem } from './input-error.ts'
import { jsonErrorAt } from './json-error.ts'

/** Parses YAML 1.2. Throws InvalidInputError with file and line. */
export function parseYaml(text: string, file: string): unknown {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const error = document.errors[0]
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0])
    throw fileProblem(`${file}:${line}`, `this is not YAML: ${error.message}`, 'correct the file at this line', error)
  }
  return document.toJS()
}

/** Parses JSON. Throws InvalidInputError with file and line. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const at = jsonErrorAt(text)
    const line = text.slice(0, at).split('\n').length
    const found = at < text.trimEnd().length ? `${JSON.stringify(text[at])} cannot stand here` : 'it ends too early'
    throw fileProblem(`${file}:${line}`, `this is not JSON: ${found}`, 'correct the file at this line', error)
  }
}
