import { LineCounter, parseDocument } from 'yaml'
import { fileProblem, messageOf } from './input-error.ts'

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

/** Parses JSON. Throws InvalidInputError with file and, where V8 tells the position, line. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = / at position (\d+)/.exec(messageOf(error))?.[1]
    const line = position === undefined ? lastLine(text) : text.slice(0, Number(position)).split('\n').length
    throw fileProblem(
      `${file}:${line}`,
      `this is not JSON: ${messageOf(error).replace(/ \(line \d+ column \d+\)$/, '')}`,
      'correct the file at this line',
      error,
    )
  }
}

/** Only "unexpected end of input" comes without a position. */
const lastLine = (text: string): number => text.trimEnd().split('\n').length
