import { setTimeout as pause } from 'node:timers/promises'
import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import type { Fleet } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'
import { type Deployment, type DnsWork, type Result, step, type World } from '../../src/world/world.ts'
import { type ClusterFacts, placeOf } from '../kind/facts.ts'
import { Aws } from '../localstack/aws.ts'
import { Zone } from './zone.ts'

/** Checks in a row that a target has to pass before it counts as healthy (Elastic Load Balancing, HealthyThresholdCount). */
const CHECKS_IN_A_ROW = 5
const CHECK_LIMIT_MS = 2_000

/** What traffic is shifted with. */
export interface TrafficShiftOptions {
  readonly kernel: Kernel
  readonly fleet: Fleet
  readonly clusters: ClusterFacts
  /** `http://127.0.0.1:port` of LocalStack. */
  readonly endpoint: string
  /** How long targets take until they count as healthy when nothing is wrong: {@link CHECKS_IN_A_ROW} checks at even intervals. */
  readonly checking: (region: string, deployment: Deployment) => Millis
}

/**
 * Serves `dns`: the weight of a region's record goes to 0, resolvers keep the old answer for its TTL, the services of the region pass
 * their health checks, and the weight comes back. The record is a real one of Route 53 (LocalStack's); nobody resolves it, so what
 * the real name servers of the world would take longer is not measured here.
 */
export class TrafficShift implements Pick<World, 'dns'> {
  private readonly options: TrafficShiftOptions
  private zone: Promise<Zone> | undefined

  constructor(options: TrafficShiftOptions) {
    this.options = options
  }

  *dns(work: DnsWork, deployment: Deployment): Process<Result> {
    const { kernel, fleet } = this.options
    const where = { region: work.region }
    const from = kernel.now
    yield* this.weigh(work.region, 0)
    yield fleet.dnsTtlMs
    deployment.record(step(kernel.now, from, work.job, 'dns', where))
    const checkedFrom = kernel.now
    const interval = this.options.checking(work.region, deployment) / CHECKS_IN_A_ROW
    const healthy = yield* external(kernel, (signal) => this.untilHealthy(work.region, interval, signal))
    yield* this.weigh(work.region, 100)
    deployment.record(step(kernel.now, checkedFrom, work.job, 'health-check', where))
    if (healthy) return { ok: true }
    const message = `services of ${work.region} do not pass their health checks within ${fleet.loadBalancerTimeoutMs} ms`
    return { ok: false, failure: { class: 'rollout-failure', cause: 'platform', message, region: work.region } }
  }

  private *weigh(region: string, weight: number): Process {
    const { kernel, endpoint, fleet } = this.options
    this.zone ??= Zone.create(new Aws(endpoint, new AbortController().signal), `${process.pid}-${performance.now()}`)
    const { zone } = this
    yield* external(kernel, async (signal) => (await zone).weigh(region, weight, fleet.dnsTtlMs, signal))
  }

  /** False when the load balancer's time limit passed. */
  private async untilHealthy(region: string, interval: Millis, signal: AbortSignal): Promise<boolean> {
    const { clusters, fleet } = this.options
    const ports = Object.values(placeOf(clusters, region).hostPorts)
    const end = performance.now() + fleet.loadBalancerTimeoutMs
    for (let inARow = 0; inARow < CHECKS_IN_A_ROW; ) {
      if (performance.now() > end) return false
      const answers = await Promise.all(ports.map((port) => isReady(port, signal)))
      inARow = answers.every(Boolean) ? inARow + 1 : 0
      await pause(interval, undefined, { signal })
    }
    return true
  }
}

async function isReady(port: number, signal: AbortSignal): Promise<boolean> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CHECK_LIMIT_MS)])
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: limit })
    await response.arrayBuffer()
    return response.ok
  } catch {
    signal.throwIfAborted()
    return false
  }
}
