import { Countdown, Kernel, Lock, type MachineId, type Process, Semaphore } from '../../src/kernel/index.ts'
import { type Delays, PODS, REGIONS, RUNNERS, SERVICES, WAVE } from './model.ts'

/**
 * M3 in the engine's shape: processes for services and regions, which yield nothing when a runner or lock is free and join by
 * counters; pods as machines of one event each on the same heap.
 */
class Deployment {
  private readonly kernel = new Kernel()
  private readonly runners = new Semaphore(this.kernel, { name: 'runners', capacity: RUNNERS })
  private readonly locks: Lock[] = []
  private readonly waves: Countdown[] = []
  private readonly delays: Delays<Int32Array>
  private readonly podStarted: MachineId
  private readonly podReady: MachineId

  constructor(delays: Delays<Int32Array>) {
    this.delays = delays
    for (let region = 0; region < REGIONS; region++)
      this.locks.push(new Lock(this.kernel, { name: `region ${region}` }))
    for (let place = 0; place < SERVICES * REGIONS; place++) this.waves.push(new Countdown())
    this.podStarted = this.kernel.machine((pod) => {
      this.kernel.schedule(this.delays.readinesses[pod]!, this.podReady, pod)
    })
    this.podReady = this.kernel.machine((pod) => this.waves[(pod / PODS) | 0]!.down())
  }

  run(): number {
    for (let service = 0; service < SERVICES; service++) this.kernel.spawn(this.deployService(service))
    this.kernel.run()
    return this.kernel.now
  }

  private *deployService(service: number): Process {
    if (!this.runners.tryAcquire()) yield this.runners.request()
    yield this.delays.builds[service]!
    this.runners.release()
    const regions = new Countdown(REGIONS)
    for (let region = 0; region < REGIONS; region++) this.kernel.spawn(this.deployRegion(service, region, regions))
    yield regions
  }

  private *deployRegion(service: number, region: number, regions: Countdown): Process {
    const place = service * REGIONS + region
    const lock = this.locks[region]!
    if (!lock.tryAcquire('apply')) yield lock.request('apply')
    yield this.delays.applies[place]!
    lock.release('apply')
    for (let pod = 0; pod < PODS; pod += WAVE) yield this.startWave(place, pod, Math.min(pod + WAVE, PODS))
    regions.down()
  }

  /** Starts the pods from `first` up to `end` of a place; the countdown is at zero when all are ready. */
  private startWave(place: number, first: number, end: number): Countdown {
    const wave = this.waves[place]!
    wave.add(end - first)
    for (let pod = place * PODS + first; pod < place * PODS + end; pod++) {
      this.kernel.schedule(this.delays.startups[pod]!, this.podStarted, pod)
    }
    return wave
  }
}

/** The makespan of M3 in ms. */
export function engineShape(delays: Delays<Int32Array>): number {
  return new Deployment(delays).run()
}
