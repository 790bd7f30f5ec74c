import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { captureOutput } from './captured-output.ts'

/** What is tested of a process starts it anew; with the compiled sources at hand that takes half the time. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url))
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** How a command line ended, and what it printed. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** How the command line is started. */
export interface StartOptions {
  readonly cwd?: string
  /** Beside the environment variables of this process, or instead of them. */
  readonly env?: Readonly<Record<string, string>>
  /** In a process group of its own, as from a terminal. */
  readonly detached?: boolean
}

/** Starts the command line from source, as `npm run seatrial -- …` does; `ended` resolves when it has exited. */
export function startCli(
  args: readonly string[],
  { cwd, env, detached = false }: StartOptions = {},
): { process: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    detached,
    env: { ...process.env, NO_COLOR: '1', NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...printed }))
  })
  return { process: child, ended }
}

/** Runs the command line to its end, in a process of its own. */
export const spawnCli = (...args: readonly string[]): Promise<Ended> => startCli(args).ended

/**
 * Runs a command line to its end in this process, which saves a second of starting one. Everything but what `main.ts` adds:
 * signals, closed pipes, scenarios in TypeScript that name `seatrial`.
 */
export async function runCli(...args: readonly string[]): Promise<Ended> {
  const { result, stdout, stderr } = await captureOutput(() => runCommandLine(args))
  return { code: result, stdout, stderr }
}
