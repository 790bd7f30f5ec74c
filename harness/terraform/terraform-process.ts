import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import type { Readable } from 'node:stream'
import { errorsIn, isEventLine, isUnderLock, readLine, type TerraformEvent } from './events.ts'
import { processEnvironment } from './process-environment.ts'

/** How a run of Terraform ended. */
export interface TerraformEnd {
  /** Null when a signal ended it. With `-detailed-exitcode`: 0 nothing to change, 1 error, 2 changes. */
  readonly exitCode: number | null
  readonly events: readonly TerraformEvent[]
  /** What it printed to its standard output beside events. */
  readonly text: string
  /** What went wrong, in its own words; empty when it did not say. */
  readonly error: string
}

/** How long an interrupted run may take to stop what it does and give its lock back before it is killed. */
const GRACE_MS = 20_000

/**
 * One run of Terraform. It is started without a shell, in a process group of its own: an interruption has to reach Terraform alone,
 * which then stops its providers and provisioners and releases its lock, and a crash has to be without warning.
 */
export class TerraformProcess {
  /** Resolves when the run has the lock of its state, or when it ended without it. */
  readonly locked: Promise<void>
  readonly ended: Promise<TerraformEnd>
  private readonly child: ChildProcess
  private readonly events: TerraformEvent[] = []
  private readonly text: string[] = []
  private readonly complaints: string[] = []

  constructor(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn('terraform', [...args], {
      cwd: folder,
      env: { ...process.env, ...processEnvironment(), ...env },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    this.child.stdin?.on('error', () => {})
    const locked = Promise.withResolvers<void>()
    this.locked = locked.promise
    this.ended = this.untilEnd((event) => {
      if (isUnderLock(event)) locked.resolve()
    }).finally(locked.resolve)
    this.ended.catch(() => {})
  }

  /** Asks it to stop: it ends what cannot be left half done and releases its lock. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM')
    const impatience = setTimeout(() => this.crash(), GRACE_MS)
    try {
      await this.ended
    } finally {
      clearTimeout(impatience)
    }
  }

  /** Kills it and everything that it started at once, as a machine that goes away does. Its lock stays. */
  crash(): void {
    if (this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return
    process.kill(-this.child.pid, 'SIGKILL')
  }

  /** Types a line, such as the answer to a question. */
  answer(line: string): void {
    this.child.stdin?.write(`${line}\n`)
  }

  private async untilEnd(onEvent: (event: TerraformEvent) => void): Promise<TerraformEnd> {
    const readers = [
      linesOf(this.child.stdout, (line) => this.read(line, onEvent)),
      linesOf(this.child.stderr, (line) => this.complaints.push(line)),
    ]
    const readingEnds = readers.map((reader) => new Promise<void>((resolve) => reader.once('close', resolve)))
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      this.child.once('error', reject)
      this.child.once('exit', resolve)
    })
    await Promise.all(readingEnds)
    const errors = errorsIn(this.events)
    const said = errors.length > 0 ? errors : [...this.text, ...this.complaints]
    return { exitCode, events: this.events, text: this.text.join('\n'), error: said.join('\n') }
  }

  private read(line: string, onEvent: (event: TerraformEvent) => void): void {
    const event = readLine(line)
    if (event === undefined) {
      if (line.trim() !== '' && !isEventLine(line)) this.text.push(line)
      return
    }
    this.events.push(event)
    onEvent(event)
  }
}

function linesOf(stream: Readable | null, onLine: (line: string) => void): Interface {
  if (stream === null) throw new TypeError('expected the output of a process')
  return createInterface({ input: stream }).on('line', onLine)
}
