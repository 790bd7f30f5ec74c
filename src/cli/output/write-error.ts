import { errorCode, messageOf } from '../../loading/input-error.ts'
import { EnvironmentUnavailableError, InvalidInputError } from '../../model/errors.ts'

/** What a failed write means to whoever asked for it; anything unexpected is returned as it is. */
export function explainWriteError(error: unknown, path: string): unknown {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new EnvironmentUnavailableError(`no space left for ${path}`, {
        where: path,
        remedy: 'free some space, or choose a folder on another disk with --out',
        cause: error,
      })
    case 'EIO':
      return new EnvironmentUnavailableError(`the disk failed while writing ${path}`, {
        where: path,
        remedy: 'check the disk, or choose a folder on another one with --out',
        cause: error,
      })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
    case 'ENAMETOOLONG': {
      const message = `it cannot be written: ${messageOf(error)}`
      const remedy = 'choose a folder that you may write to with --out'
      return new InvalidInputError(path, [{ path: '', message, remedy }], error)
    }
    default:
      return error
  }
}
