import { setTimeout as pause } from 'node:timers/promises'
import { newRunId } from '../../../harness/run/run.ts'
import { runOf } from '../../../harness/run/run-folder.ts'
import type { FleetInput } from '../../../src/model/fleet.ts'
import type { JobInput } from '../../../src/model/pipeline.ts'
import { startCli } from '../../cli/run-cli.ts'
import { type TemporaryFolder, temporaryFolder } from '../../temporary-folder.ts'
import { oneService } from '../small-fleet.ts'

/** An environment of a folder of its own, which is handled through the command line alone. */
export function commandLine() {
  const folder = temporaryFolder()
  const run = runOf(newRunId(), folder.file('state'))
  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    startCli(['env', ...args], { env: { SEATRIAL_STATE: folder.file('state'), ...env }, detached: true })
  return {
    folder,
    run,
    /** Starts `seatrial env …` in a process group of its own, as a shell does. */
    start,
    /** `seatrial env up` under the run's name. */
    up: (args: readonly string[], env?: Readonly<Record<string, string>>) =>
      start(['up', ...args, '--name', run.id], env).ended,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

/** Writes a scenario with nothing but these jobs: its environment has what they need. */
export const scenarioOf = (
  folder: TemporaryFolder,
  jobs: readonly JobInput[],
  fleet: FleetInput = oneService,
): string =>
  folder.write('scenario.json', {
    name: 'few jobs',
    fleet,
    pipeline: { stages: [{ name: 'all', jobs }] },
    deployments: { perDay: 1, changedServices: { kind: 'constant', value: 1 } },
  })

/** Presses Ctrl-C so long after a line was printed on standard error: the whole group gets the signal, as from a terminal. */
export async function interruptAfter(
  { process: child, ended }: ReturnType<typeof startCli>,
  line: string,
  ms: number,
): Promise<void> {
  const { promise: printed, resolve } = Promise.withResolvers<void>()
  let text = ''
  const read = (more: string): void => {
    text += more
    if (text.split('\n').slice(0, -1).includes(line)) resolve()
  }
  child.stderr!.on('data', read)
  const over = ended.then(({ stderr }) => {
    throw new Error(`expected the line "${line}", got its end:\n${stderr}`)
  })
  await Promise.race([printed, over])
  over.catch(() => {})
  child.stderr!.off('data', read)
  await pause(ms)
  process.kill(-child.pid!, 'SIGINT')
}
