import { InvalidInputError } from '../model/errors.ts'

/** One thing wrong with a whole file rather than with a place in its document. */
export const fileProblem = (file: string, message: string, remedy: string, cause?: unknown): InvalidInputError =>
  new InvalidInputError(file, [{ path: '', message, remedy }], cause)

/** The `code` of a Node.js error, such as `ENOENT`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
