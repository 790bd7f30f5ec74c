import { Kernel, Lock, type Process, Semaphore } from '../../src/kernel/index.ts'
import { PODS, REGION_DELAYS, REGIONS, RUNNERS, SERVICE_DELAYS, SERVICES, WAVE } from './model.ts'

/** M3 the plain way, a process for everything: what the same kernel gives without any attention to speed. */
export function generators(delays: Int32Array): number {
  const kernel = new Kernel()
  const runners = new Semaphore(kernel, { name: 'runners', capacity: RUNNERS })
  const locks = Array.from({ length: REGIONS }, (_, region) => new Lock(kernel, { name: `region ${region}` }))
  for (let service = 0; service < SERVICES; service++) kernel.spawn(deployService(service * SERVICE_DELAYS))
  kernel.run()
  return kernel.now

  function* deployService(first: number): Process {
    yield* runners.acquire()
    try {
      yield delays[first]!
    } finally {
      runners.release()
    }
    const regions = locks.map((lock, region) => kernel.spawn(deployRegion(lock, first + 1 + region * REGION_DELAYS)))
    yield* kernel.all(regions)
  }

  function* deployRegion(lock: Lock, first: number): Process {
    yield* lock.acquire('apply')
    try {
      yield delays[first]!
    } finally {
      lock.release('apply')
    }
    for (let pod = 0; pod < PODS; pod += WAVE) {
      const wave = []
      for (let member = pod; member < Math.min(pod + WAVE, PODS); member++) {
        wave.push(kernel.spawn(startPod(first + 1 + 2 * member)))
      }
      yield* kernel.all(wave)
    }
  }

  function* startPod(first: number): Process {
    yield delays[first]!
    yield delays[first + 1]!
  }
}
