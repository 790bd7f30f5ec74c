import { SeatrialError } from '../../src/model/errors.ts'

/** A text is not in the exposition format of Prometheus. */
export class MalformedExpositionError extends SeatrialError {
  readonly code = 'MALFORMED_EXPOSITION'
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number

  constructor(of: { readonly line: number; readonly column: number; readonly expected: string; readonly got: string }) {
    const { line, column, expected, got } = of
    super(`expected ${expected}, got ${got}`, {
      where: `line ${line}, column ${column}`,
      remedy: 'compare the text with https://prometheus.io/docs/instrumenting/exposition_formats/',
    })
    this.line = line
    this.column = column
  }
}
