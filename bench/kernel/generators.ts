import { Kernel, Lock, type Process, Semaphore, type Task } from '../../src/kernel/index.ts'
import { type Delays, PODS, REGIONS, RUNNERS, SERVICES, WAVE } from './model.ts'

/** M3 the plain way, a process for everything: what the same kernel gives without any attention to speed. */
class PlainDeployment {
  private readonly kernel = new Kernel()
  private readonly runners = new Semaphore(this.kernel, { name: 'runners', capacity: RUNNERS })
  private readonly locks: Lock[] = []
  private readonly delays: Delays<Int32Array>

  constructor(delays: Delays<Int32Array>) {
    this.delays = delays
    for (let region = 0; region < REGIONS; region++)
      this.locks.push(new Lock(this.kernel, { name: `region ${region}` }))
  }

  run(): number {
    for (let service = 0; service < SERVICES; service++) this.kernel.spawn(this.deployService(service))
    this.kernel.run()
    return this.kernel.now
  }

  private *deployService(service: number): Process {
    yield* this.runners.acquire()
    try {
      yield this.delays.builds[service]!
    } finally {
      this.runners.release()
    }
    const regions = this.locks.map((lock, region) => this.deployRegion(service * REGIONS + region, lock))
    yield* this.kernel.all(regions.map((process) => this.kernel.spawn(process)))
  }

  private *deployRegion(place: number, lock: Lock): Process {
    yield* lock.acquire('apply')
    try {
      yield this.delays.applies[place]!
    } finally {
      lock.release('apply')
    }
    for (let first = 0; first < PODS; first += WAVE) {
      const wave: Task[] = []
      for (let pod = first; pod < Math.min(first + WAVE, PODS); pod++) {
        wave.push(this.kernel.spawn(this.startPod(place * PODS + pod)))
      }
      yield* this.kernel.all(wave)
    }
  }

  private *startPod(pod: number): Process {
    yield this.delays.startups[pod]!
    yield this.delays.readinesses[pod]!
  }
}

/** The makespan of M3 in ms. */
export function generators(delays: Delays<Int32Array>): number {
  return new PlainDeployment(delays).run()
}
