import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Counts } from './counts.ts'
import { requireLoopback } from './loopback-url.ts'
import type { TrafficPlan } from './plan.ts'
import { readLine, type Summary } from './request-line.ts'

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const SCRIPT = fileURLToPath(new URL(`script.${extension}`, import.meta.url))

/** Nothing but what the script prints; no usage report to its makers, no control port. */
const ARGUMENTS = [
  'run',
  '--quiet',
  '--no-color',
  '--no-usage-report',
  '--address=',
  '--log-format=raw',
  '--log-output=stdout',
  SCRIPT,
]

/** k6's exit code when a threshold was crossed (k6, `errext/exitcodes`). */
const THRESHOLDS_CROSSED = 99

/** How long k6 may take to end when it is told to, before it is killed. */
const GRACE_MS = 10_000

/** Lines of k6's own that are kept for an error message. */
const KEPT_LINES = 5

/** How sending ended: because it was told to, because its time was over, or because k6 could not go on. */
export type LoadTestEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'over' }
  | { readonly kind: 'failed'; readonly detail: string }

/** k6, sending what a plan says: from its start to {@link end}, or until the plan's time is over. */
export class LoadTest implements AsyncDisposable {
  readonly counts = new Counts()
  private readonly child
  private readonly own: string[] = []
  private readonly sending = Promise.withResolvers<void>()
  private readonly over: Promise<LoadTestEnd>
  private isStopped = false
  private how: LoadTestEnd | undefined
  private said: Summary | undefined
  private error = ''

  /** Starts k6, which has to be on the PATH. Throws `InvalidInputError` when a target is not on 127.0.0.1. */
  constructor(plan: TrafficPlan) {
    for (const { url } of plan.targets) requireLoopback(url)
    this.child = spawn('k6', ARGUMENTS, {
      env: { ...process.env, SEATRIAL_TRAFFIC: JSON.stringify(plan) },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.over = this.untilEnd()
  }

  /** Resolves when the first request has been answered or lost, or when k6 has ended before. */
  get underWay(): Promise<void> {
    return this.sending.promise
  }

  /** How it ended; undefined while it goes on. */
  get ended(): LoadTestEnd | undefined {
    return this.how
  }

  /** What k6 said at its end; undefined before, and when it was killed. */
  get summary(): Summary | undefined {
    return this.said
  }

  /** What k6 says of the last request that had no answer; empty when there was none. */
  get lastError(): string {
    return this.error
  }

  /** Stops sending, and resolves when k6 is gone. Requests under way are neither answered nor lost. */
  async end(): Promise<LoadTestEnd> {
    this.isStopped = true
    this.child.kill('SIGTERM')
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), GRACE_MS)
    try {
      return await this.over
    } finally {
      clearTimeout(impatience)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end()
  }

  private async untilEnd(): Promise<LoadTestEnd> {
    const { child } = this
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.read(line))
    }
    const end = await new Promise<LoadTestEnd>((resolve) => {
      child.once('error', ({ message }) => resolve({ kind: 'failed', detail: message }))
      child.once('close', (code) => resolve(this.endWith(code)))
    })
    this.how = end
    this.sending.resolve()
    return end
  }

  private endWith(code: number | null): LoadTestEnd {
    if (this.isStopped) return { kind: 'stopped' }
    if (code === 0 || code === THRESHOLDS_CROSSED) return { kind: 'over' }
    return { kind: 'failed', detail: this.own.join(' | ') || `exit code ${code}` }
  }

  private read(text: string): void {
    const line = readLine(text)
    if (line.kind === 'summary') this.said = line.summary
    else if (line.kind === 'other') this.own.splice(0, Math.max(0, this.own.push(line.text) - KEPT_LINES))
    else if (!this.isStopped) {
      // Requests that k6 breaks off at its end look like lost ones.
      this.counts.add(line.request)
      if (line.request.error !== '') this.error = line.request.error
      this.sending.resolve()
    }
  }
}
