import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { Run } from '../run/run.ts'
import { findTool } from '../tool/find-tool.ts'
import { runTool } from '../tool/run-tool.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import { FAKE_SELECTOR } from './names.ts'
import { kwokStages } from './stages.ts'

/** How long it may take to end before it is killed. */
const GRACE_MS = 5_000
const POLL_MS = 50

/** Seconds that a node's lease lasts (KubeletConfiguration `nodeLeaseDurationSeconds`, default). */
const LEASE_SECONDS = 40

/** Addresses that fake pods say they have; nobody routes to them. */
const POD_ADDRESSES = '10.128.0.0/16'

/** Files of the process in the run's folder. */
export const kwokFiles = (run: Run): Record<'config' | 'log' | 'pid', string> => ({
  config: join(run.folder, 'kwok.yaml'),
  log: join(run.folder, 'kwok.log'),
  pid: join(run.folder, 'kwok.pid'),
})

/** A process that was started. */
export interface KwokProcess {
  readonly pid: number
  /** Rejects with what it said when it ends by itself; never resolves. */
  readonly failed: Promise<never>
}

/**
 * Starts KWOK for the fake nodes of a cluster, as a process of this machine that outlives this one; {@link endKwok} ends it. It listens
 * on the loopback interface only, for its own health.
 */
export async function startKwok(run: Run, kubeconfig: string): Promise<KwokProcess> {
  const program = await findTool('kwok')
  if (program === undefined) throw notInstalled()
  const { config, log, pid: pidFile } = kwokFiles(run)
  await writeFile(config, kwokStages())
  await using output = await open(log, 'a')
  const child = spawn(
    program,
    [
      ...['--kubeconfig', kubeconfig, '--config', config, '--manage-nodes-with-label-selector', FAKE_SELECTOR],
      ...['--node-lease-duration-seconds', String(LEASE_SECONDS), '--cidr', POD_ADDRESSES],
      ...['--server-address', '127.0.0.1:0'],
    ],
    { detached: true, stdio: ['ignore', output.fd, output.fd] },
  )
  const failed = once(child, 'exit').then(async () => {
    throw new EnvironmentUnavailableError(`kwok has ended: ${await lastLine(log)}`, {
      where: log,
      remedy: 'read the log; "seatrial env doctor" checks that kwok can be used',
    })
  })
  failed.catch(() => {})
  await once(child, 'spawn')
  child.unref()
  await writeFile(pidFile, String(child.pid))
  return { pid: child.pid!, failed }
}

/** Ends the process of a run, whoever started it. Not an error when there is none. */
export async function endKwok(run: Run): Promise<void> {
  const pid = await pidOf(run)
  if (pid !== undefined) {
    send(pid, 'SIGTERM')
    const end = performance.now() + GRACE_MS
    while (await isKwokUp(run, pid)) {
      if (performance.now() > end) send(pid, 'SIGKILL')
      await pause(POLL_MS)
    }
  }
  await rm(kwokFiles(run).pid, { force: true })
}

/** Whether a process is the run's KWOK: another program may have got its number since. */
export async function isKwokUp(run: Run, pid: number): Promise<boolean> {
  try {
    const { stdout } = await runTool('ps', ['-p', String(pid), '-o', 'args='])
    return stdout.includes(kwokFiles(run).config)
  } catch (error) {
    if (error instanceof ToolFailedError) return false
    throw error
  }
}

/** The number of the run's process, when it is up. */
async function pidOf(run: Run): Promise<number | undefined> {
  const text = await readFile(kwokFiles(run).pid, 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return pid > 0 && (await isKwokUp(run, pid)) ? pid : undefined
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

const lastLine = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8')).trim().split('\n').at(-1) || 'it said nothing'

const notInstalled = (): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError('fake pods need the program "kwok" on the PATH, found none', {
    where: 'environment.pods',
    remedy: 'run "seatrial env doctor": it prints the command that installs it; or leave pods at "real"',
  })
