import { EnvironmentUnavailableError } from '../../src/model/errors.ts'

/** Says what to do when Terraform is not there; other errors come back as they are. */
export function explainSpawnError(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) return error
  return new EnvironmentUnavailableError('expected the program "terraform" on the PATH, found none', {
    where: 'terraform',
    remedy: 'run "seatrial env doctor": it prints the command that installs each missing part',
    cause: error,
  })
}
