import { Countdown, Kernel, Lock, type MachineId, type Process, Semaphore } from '../../src/kernel/index.ts'
import { PODS, REGION_DELAYS, REGIONS, RUNNERS, SERVICE_DELAYS, SERVICES, WAVE } from './model.ts'

/**
 * M3 in the engine's shape: processes for services and regions, which yield nothing when a runner or lock is free and join by
 * counters; pods as a machine of two states on the same heap. Returns the makespan in ms.
 */
export function engineShape(delays: Int32Array): number {
  const kernel = new Kernel()
  const runners = new Semaphore(kernel, { name: 'runners', capacity: RUNNERS })
  const locks = Array.from({ length: REGIONS }, (_, region) => new Lock(kernel, { name: `region ${region}` }))
  const pods = new Pods(kernel, delays)
  for (let service = 0; service < SERVICES; service++) kernel.spawn(deployService(service))
  kernel.run()
  return kernel.now

  function* deployService(service: number): Process {
    const first = service * SERVICE_DELAYS
    if (!runners.tryAcquire()) yield runners.request()
    yield delays[first]!
    runners.release()
    const regions = new Countdown(REGIONS)
    for (let region = 0; region < REGIONS; region++) {
      kernel.spawn(deployRegion(locks[region]!, first + 1 + region * REGION_DELAYS, regions))
    }
    yield regions
  }

  function* deployRegion(lock: Lock, first: number, regions: Countdown): Process {
    if (!lock.tryAcquire('apply')) yield lock.request('apply')
    yield delays[first]!
    lock.release('apply')
    const wave = pods.waveOf(first)
    for (let pod = 0; pod < PODS; pod++) {
      wave.add()
      pods.start(first + 1 + 2 * pod)
      if (wave.remaining === WAVE) yield wave
    }
    if (wave.remaining > 0) yield wave
    regions.down()
  }
}

/** Pods by the index of their first delay: starting, then becoming ready, then counted in the wave of their region. */
class Pods {
  private readonly kernel: Kernel
  private readonly delays: Int32Array
  private readonly waves = Array.from({ length: SERVICES * REGIONS }, () => new Countdown())
  private readonly started: MachineId
  private readonly ready: MachineId

  constructor(kernel: Kernel, delays: Int32Array) {
    this.kernel = kernel
    this.delays = delays
    this.started = kernel.machine((pod) => {
      kernel.schedule(this.delays[pod + 1]!, this.ready, pod)
    })
    this.ready = kernel.machine((pod) => this.waveOf(pod).down())
  }

  /** The wave under way in the region to which a delay belongs. */
  waveOf(delay: number): Countdown {
    const service = Math.floor(delay / SERVICE_DELAYS)
    const region = Math.floor(((delay % SERVICE_DELAYS) - 1) / REGION_DELAYS)
    return this.waves[service * REGIONS + region]!
  }

  start(pod: number): void {
    this.kernel.schedule(this.delays[pod]!, this.started, pod)
  }
}
