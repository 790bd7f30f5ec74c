import { EnvironmentUnavailableError, InvalidInputError } from '../model/errors.ts'

/** SQLite's primary result codes (sqlite.org/rescode.html) that a user can do something about. */
const CODE = {
  perm: 3,
  busy: 5,
  locked: 6,
  readonly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
}

/** The primary result code of an error of node:sqlite; undefined for any other error. */
export function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode
  return typeof code === 'number' ? code & 0xff : undefined
}

/** Whether another process had the database locked. */
export const isBusy = (error: unknown): boolean => resultCode(error) === CODE.busy || resultCode(error) === CODE.locked

/** What an error of SQLite means to whoever keeps the history in `file`; anything unexpected is returned as it is. */
export function explainHistoryError(error: unknown, file: string): unknown {
  const refuse = (message: string, remedy: string): InvalidInputError =>
    new InvalidInputError(file, [{ path: '', message, remedy }], error)
  switch (resultCode(error)) {
    case CODE.notADatabase:
      return refuse('this is not a history database', 'name another file with --db; this one was not changed')
    case CODE.corrupt:
      return damaged(file, error)
    case CODE.perm:
    case CODE.readonly:
    case CODE.cannotOpen:
      return refuse('it cannot be opened or written', 'check the path and its permissions, or name another with --db')
    case CODE.busy:
    case CODE.locked:
      return new EnvironmentUnavailableError('another process keeps the history locked', {
        where: file,
        remedy: 'wait for it to end, and try again',
        cause: error,
      })
    case CODE.full:
    case CODE.io:
      return new EnvironmentUnavailableError('the disk is full or failed', {
        where: file,
        remedy: 'free some space, or name a file on another disk with --db; what was there before is still there',
        cause: error,
      })
    default:
      return error
  }
}

/** The error for a database whose content cannot be trusted any more. */
export const damaged = (file: string, cause?: unknown): InvalidInputError =>
  new InvalidInputError(
    file,
    [
      {
        path: '',
        message: 'the history database is damaged',
        remedy: `take it from a backup, or save what is readable with: sqlite3 ${file} .recover; it was not changed`,
      },
    ],
    cause,
  )
