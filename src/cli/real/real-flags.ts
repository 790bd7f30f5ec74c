import type { Command } from 'commander'
import type { ExistingClusterFlags } from '../environment/environment-settings.ts'

/** Flags of the real environment. */
export interface RealFlags extends ExistingClusterFlags {
  readonly environment?: string
}

/** Adds the flags of the real environment to a command that runs scenarios. */
export function addRealFlags(command: Command): Command {
  return command
    .option('--environment <name>', 'with --env kind: use an environment that is up already, and leave it up')
    .option('--kubeconfig <file>', 'with --env kind: use a cluster that exists; needs --context')
    .option('--context <name>', 'its context in that file; the current one is never taken')
}
