import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import {
  ExternalWaitError,
  external,
  Interrupted,
  Kernel,
  Lock,
  type Process,
  runInRealTime,
  UncaughtProcessError,
  withTimeout,
} from '../../src/kernel/index.ts'

/** Fast enough that simulated minutes pass in a blink; nothing below depends on how fast the machine is. */
const FAST = 100_000

/** Runs a program of Node as a child process; resolves with its exit code, kills it on abort and rejects when it has exited. */
async function job(program: string, signal: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' })
  const exit = once(child, 'exit')
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill)
  const [code] = await exit
  signal.removeEventListener('abort', kill)
  signal.throwIfAborted()
  return code as number
}

/** Settles only when it is aborted. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

const HANGS = 'setInterval(() => {}, 1000)'

describe('runInRealTime', () => {
  test('handles the same events in the same order as virtual time', async () => {
    const trace = (kernel: Kernel) => {
      const seen: string[] = []
      const lock = new Lock(kernel, { name: 'state' })
      const worker = function* (name: string, ms: number): Process {
        yield ms
        yield* lock.acquire(name)
        seen.push(`${name} at ${kernel.now}`)
        yield 10_000
        lock.release(name)
      }
      for (const [name, ms] of [
        ['a', 3_000],
        ['b', 1_000],
        ['c', 1_000],
        ['d', 60_000],
      ] as const) {
        kernel.spawn(worker(name, ms))
      }
      return seen
    }
    const virtual = new Kernel()
    const expected = trace(virtual)
    virtual.run()
    const real = new Kernel()
    const seen = trace(real)
    await runInRealTime(real, { speed: FAST })
    expect(seen).toEqual(expected)
    expect(real.now).toBeGreaterThanOrEqual(virtual.now)
  })

  test('does not handle an event before its time', async () => {
    const kernel = new Kernel()
    const start = performance.now()
    let elapsed = 0
    kernel.after(40, () => {
      elapsed = performance.now() - start
    })
    await runInRealTime(kernel, { speed: 2 })
    expect(elapsed).toBeGreaterThanOrEqual(19.9)
  })

  test('resolves when nothing can happen any more, though somebody still waits', async () => {
    const kernel = new Kernel()
    const lock = new Lock(kernel, { name: 'abandoned' })
    lock.tryAcquire('crashed run')
    const task = kernel.spawn(lock.acquire('next run'))
    await runInRealTime(kernel)
    expect(task.done).toBe(false)
  })

  test('refuses a speed that is not above 0, and a second loop on the same kernel', async () => {
    const kernel = new Kernel()
    await expect(runInRealTime(kernel, { speed: 0 })).rejects.toThrow('expected a speed above 0, got 0')
    kernel.after(1_000, () => {})
    const running = runInRealTime(kernel, { speed: FAST })
    await expect(runInRealTime(kernel)).rejects.toThrow('already run in real time')
    await running
  })

  test('can go on in virtual time afterwards', async () => {
    const kernel = new Kernel()
    kernel.after(1_000, () => {})
    await runInRealTime(kernel, { speed: FAST })
    const before = kernel.now
    kernel.after(5_000, () => {})
    kernel.run()
    expect(kernel.now).toBe(before + 5_000)
  })
})

describe('external', () => {
  test('gives the value of a child process job, and the clock has moved on by then', async () => {
    const kernel = new Kernel()
    const task = kernel.spawn(external(kernel, (signal) => job('process.exit(3)', signal)))
    await runInRealTime(kernel)
    expect(task.result).toBe(3)
    expect(kernel.now).toBeGreaterThan(0)
  })

  test('throws what the operation rejects with, also when it throws at once', async () => {
    const kernel = new Kernel()
    const seen: unknown[] = []
    const attempt = function* (start: () => Promise<void>): Process {
      try {
        yield* external(kernel, start)
      } catch (error) {
        seen.push(error)
      }
    }
    const [rejection, exception] = [new Error('exit code 1'), new Error('no such file')]
    kernel.spawn(attempt(() => Promise.reject(rejection)))
    kernel.spawn(
      attempt(() => {
        throw exception
      }),
    )
    await runInRealTime(kernel)
    expect(seen).toHaveLength(2)
    expect(seen).toEqual(expect.arrayContaining([rejection, exception]))
  })

  test('operations are under way at the same time and come back in the order in which they end', async () => {
    const kernel = new Kernel()
    const ends: string[] = []
    const gates = { a: Promise.withResolvers<void>(), b: Promise.withResolvers<void>() }
    const wait = function* (name: 'a' | 'b', next?: 'a' | 'b'): Process {
      yield* external(kernel, () => gates[name].promise)
      ends.push(name)
      if (next !== undefined) gates[next].resolve()
    }
    kernel.spawn(wait('a'))
    kernel.spawn(wait('b', 'a'))
    kernel.after(5, () => gates.b.resolve())
    await runInRealTime(kernel)
    expect(ends).toEqual(['b', 'a'])
  })

  test('a job over its time limit is killed, and its lock is released only when the child has exited', async () => {
    const kernel = new Kernel()
    const lock = new Lock(kernel, { name: 'state' })
    const seen: string[] = []
    const apply = function* (): Process {
      yield* lock.acquire('apply')
      try {
        yield* external(kernel, async (signal) => {
          try {
            await job(HANGS, signal)
          } finally {
            seen.push('child exited')
          }
        })
      } finally {
        lock.release('apply')
        seen.push('lock released')
      }
    }
    const task = kernel.spawn(withTimeout(kernel, 50, apply()))
    await runInRealTime(kernel)
    expect(task.result).toEqual({ timedOut: true })
    expect(seen).toEqual(['child exited', 'lock released'])
  })

  test('a retried job is run again', async () => {
    const kernel = new Kernel()
    const retried = function* (): Process<number> {
      for (let attempt = 1; ; attempt++) {
        const code = yield* external(kernel, (signal) => job(`process.exit(${attempt < 2 ? 1 : 0})`, signal))
        if (code === 0) return attempt
        yield 1_000
      }
    }
    const task = kernel.spawn(retried())
    await runInRealTime(kernel, { speed: 100 })
    expect(task.result).toBe(2)
  })

  test('in virtual time is a clear error', () => {
    const kernel = new Kernel()
    kernel.spawn(
      external(kernel, async () => 1),
      { name: 'apply' },
    )
    let error: unknown
    try {
      kernel.run()
    } catch (caught) {
      error = (caught as Error).cause
    }
    expect(error).toBeInstanceOf(ExternalWaitError)
    expect((error as Error).message).toContain('process "apply" waits for something outside the simulation')
  })

  test('an operation that ignores its abort is given up after the winding-down time', async () => {
    const kernel = new Kernel()
    const deaf = function* (): Process<string> {
      try {
        yield* external(kernel, () => new Promise<void>(() => {}), { windDown: 20_000 })
      } catch (error) {
        return `${(error as Interrupted).reason} after ${kernel.now >= 30_000}`
      }
      return 'settled'
    }
    const task = kernel.spawn(deaf())
    kernel.after(10_000, () => task.interrupt('cancelled'))
    await runInRealTime(kernel, { speed: FAST })
    expect(task.result).toBe('cancelled after true')
  })
})

describe('aborting the outer signal', () => {
  test('interrupts all live tasks with its reason, waits for their finally blocks, and resolves', async () => {
    const kernel = new Kernel()
    const controller = new AbortController()
    // Each has a list of its own: which of two is first is a matter of time.
    const careful = function* (wait: Process<unknown>, seen: unknown[]): Process {
      try {
        yield* wait
      } catch (error) {
        seen.push((error as Interrupted).reason)
      } finally {
        yield 1_000
        seen.push('cleaned up')
      }
    }
    const seen: [unknown[], unknown[]] = [[], []]
    const days = function* (): Process {
      yield 864_000_000
    }
    kernel.spawn(careful(days(), seen[0]))
    kernel.spawn(careful(external(kernel, untilAborted), seen[1]))
    kernel.after(10, () => controller.abort('Ctrl-C'))
    await runInRealTime(kernel, { signal: controller.signal, speed: 100 })
    expect(seen).toEqual([
      ['Ctrl-C', 'cleaned up'],
      ['Ctrl-C', 'cleaned up'],
    ])
    expect(kernel.liveTasks()).toEqual([])
  })

  test('lets a nested operation wind down once, in the order from the inside out', async () => {
    const kernel = new Kernel()
    const controller = new AbortController()
    const seen: string[] = []
    const slowToStop = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => setTimeout(() => reject(new Error('killed')), 20), { once: true })
      }).finally(() => seen.push('operation over'))
    const inner = function* (): Process {
      try {
        yield* external(kernel, slowToStop)
      } finally {
        seen.push('inner over')
      }
    }
    const outer = function* (): Process {
      try {
        yield* kernel.together([withTimeout(kernel, 1_000_000, inner())])
      } finally {
        seen.push('outer over')
      }
    }
    kernel.spawn(outer())
    kernel.after(5, () => controller.abort())
    await runInRealTime(kernel, { signal: controller.signal })
    expect(seen).toEqual(['operation over', 'inner over', 'outer over'])
  })

  test('before the start runs no process', async () => {
    const kernel = new Kernel()
    let ran = false
    const task = kernel.spawn(
      (function* (): Process {
        yield 1_000_000
        ran = true
      })(),
    )
    await runInRealTime(kernel, { signal: AbortSignal.abort('never mind') })
    expect(task.failure).toBeInstanceOf(Interrupted)
    expect(ran).toBe(false)
  })

  test('does not wait for machines that go on for ever', async () => {
    const kernel = new Kernel()
    const controller = new AbortController()
    let polls = 0
    const poll = kernel.machine(() => {
      kernel.schedule(10, poll, 0)
      if (++polls === 3) controller.abort()
    })
    kernel.schedule(10, poll, 0)
    kernel.spawn(external(kernel, untilAborted))
    await runInRealTime(kernel, { signal: controller.signal, speed: 10 })
    expect(kernel.live).toBe(0)
    expect(kernel.pending).toBe(1)
  })

  test('kernel.stop interrupts what is live as well', async () => {
    const kernel = new Kernel()
    let aborted = false
    kernel.spawn(
      external(kernel, async (signal) => {
        signal.addEventListener('abort', () => {
          aborted = true
        })
        await untilAborted(signal)
      }),
    )
    kernel.after(5, () => kernel.stop())
    await runInRealTime(kernel)
    expect(aborted).toBe(true)
  })
})

describe('a failure in real time', () => {
  test('rejects after the rest was interrupted and has wound down', async () => {
    const kernel = new Kernel()
    let aborted = false
    kernel.spawn(
      external(kernel, async (signal) => {
        signal.addEventListener('abort', () => {
          aborted = true
        })
        await untilAborted(signal)
      }),
    )
    kernel.spawn(
      (function* (): Process {
        yield 5
        throw new Error('bug')
      })(),
      { name: 'faulty' },
    )
    const error = await runInRealTime(kernel).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UncaughtProcessError)
    expect(error).toMatchObject({ task: 'faulty' })
    expect(aborted).toBe(true)
    expect(kernel.liveTasks()).toEqual([])
  })
})
