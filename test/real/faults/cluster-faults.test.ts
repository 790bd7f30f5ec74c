import { afterAll, beforeAll, expect, it } from 'vitest'
import { leftovers } from '../../../harness/faults/leftovers.ts'
import { placeOf } from '../../../harness/kind/facts.ts'
import type { Process } from '../../../src/kernel/index.ts'
import type { FleetInput } from '../../../src/model/fleet.ts'
import type { World } from '../../../src/world/world.ts'
import { describeWith } from '../describe-with.ts'
import { BUILD, DEPLOY, job } from '../job.ts'
import { constant, quick } from '../quick-service.ts'
import { region } from '../small-fleet.ts'
import { FaultBench, type ObservedDeployment, type TrialOf, tableOf } from './fault-bench.ts'

const REGION = 'us-east-1'
const { signal } = new AbortController()
const service = (name: string, of: Partial<FleetInput['services'][number]> = {}): FleetInput['services'][number] => ({
  ...quick(name),
  limits: { cpuMilli: 1_000, memoryMiB: 160 },
  preStopMs: 1_000,
  probes: {
    startup: { periodMs: 1_000, failureThreshold: 120 },
    readiness: { periodMs: 1_000, failureThreshold: 2 },
    liveness: { periodMs: 2_000, failureThreshold: 3 },
  },
  strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: 600_000 },
  ...of,
})
const fleet: FleetInput = {
  regions: [region(REGION)],
  services: [
    service('ledger'),
    service('payment', { dependsOn: ['ledger'] }),
    service('web', { startup: constant(5_000), replicas: 1 }),
  ],
}

const MANUAL = job({ kind: 'manual', name: 'configure', steps: ['set the variables'] })

/** Builds services and rolls them out. */
function* release(world: World, deployment: ObservedDeployment): Process {
  for (const name of deployment.change.services) {
    const built = yield* world.build({ job: `images ${name}`, spec: BUILD, service: name }, deployment)
    deployment.record({ kind: 'job.finished', at: 0, job: `images ${name}`, attempt: 1, passed: built.ok } as never)
    if (!built.ok) return
  }
  deployment.record({ kind: 'production.reached', at: 0 })
  const services = deployment.change.services
  yield* world.deploy({ job: 'production', spec: DEPLOY, region: REGION, services }, deployment)
}

/** Production has been reached before the fault comes. */
function* reached(_world: World, deployment: ObservedDeployment): Process {
  deployment.record({ kind: 'production.reached', at: 0 })
}

describeWith(['docker', 'kind'], 'faults of a real cluster', () => {
  let bench: FaultBench

  beforeAll(async () => {
    bench = await FaultBench.of(fleet, { nodes: 2 })
    const first = bench.deployment({ services: ['ledger', 'payment', 'web'] })
    await bench.run(release(bench.faulted, first))
    await restored()
  }, 600_000)
  afterAll(async () => {
    process.stdout.write(bench === undefined ? '' : tableOf(bench.rows))
    await bench?.[Symbol.asyncDispose]()
  }, 300_000)

  /** Everything is as before: all pods ready and without faults, all nodes take pods, the registry answers, no object is left. */
  async function restored(): Promise<void> {
    const { rollouts, clusters, releases, registry } = bench.parts
    const services = fleet.services.map(({ name }) => name)
    const left = await leftovers({
      ...{ run: bench.bench.run, clusters, services, rollouts, releases, signal },
      ...(registry === undefined ? {} : { registry }),
    })
    expect(left).toEqual([])
    const { namespace } = placeOf(clusters, REGION)
    const { items } = await rollouts.connection(REGION).core(signal).listNamespacedService({ namespace })
    expect(items.map(({ metadata }) => metadata?.name).toSorted()).toEqual(services.toSorted())
  }

  async function proves(of: TrialOf, isReleased: boolean): Promise<void> {
    const { row, deployment } = await bench.trial(of)
    if (isReleased) {
      await bench.run(bench.kubectl.rollBackByHand(deployment))
      bench.sources.change(of.service!)
    }
    await restored()
    expect(row).toMatchObject({ landed: true })
  }

  const running: TrialOf[] = [
    { fault: 'pod-crash', service: 'payment' },
    { fault: 'pod-deletion', service: 'payment' },
    { fault: 'readiness-failure', service: 'payment', settings: { share: 0.5 } },
    { fault: 'network-latency', service: 'payment', settings: { addedMs: 1_500 }, work: reached },
    { fault: 'network-partition', service: 'payment', work: reached },
    { fault: 'dependency-outage', service: 'payment', work: reached },
    { fault: 'third-party-outage', service: 'payment', work: reached },
    { fault: 'runner-starvation', work: waitForRunner },
    { fault: 'node-drain', service: 'payment' },
    { fault: 'node-loss', service: 'payment' },
    { fault: 'zone-loss', region: REGION, work: reached },
  ]
  it.each(running)('$fault lands on what runs, and is taken out', (of) => proves(of, false), 600_000)

  const inRelease: TrialOf[] = [
    { fault: 'crash-loop', service: 'payment', settings: { afterMs: 3_000 } },
    { fault: 'deadlock', service: 'payment' },
    { fault: 'slow-start', service: 'web', settings: { factor: 15 } },
    { fault: 'out-of-memory', service: 'payment', settings: { afterMs: 2_000 } },
    { fault: 'hang', service: 'payment', settings: { afterMs: 5_000 } },
    { fault: 'image-pull-failure', service: 'payment' },
    { fault: 'dependency-not-ready', service: 'payment', settings: { readyAfterMs: 20_000 } },
    { fault: 'bad-release', service: 'payment' },
    { fault: 'slow-release', service: 'payment', settings: { share: 0.5 } },
    { fault: 'missed-defect', service: 'payment', settings: { errorRate: 0.3 } },
    { fault: 'stale-cache', service: 'payment' },
    { fault: 'registry-outage', service: 'payment' },
  ]
  it.each(inRelease)(
    '$fault lands with a release, and the version before comes back',
    async (of) => {
      bench.sources.change(of.service!)
      await proves({ ...of, work: release }, true)
    },
    600_000,
  )

  it('manual-command-error lands when a person has typed a wrong variable, and the version before comes back', async () => {
    bench.sources.change('payment')
    const work = function* (world: World, deployment: ObservedDeployment): Process {
      yield 8_000
      yield* world.manualStep({ job: 'configure', spec: MANUAL, step: 'set the variables', index: 0 }, deployment)
      yield* release(world, deployment)
    }
    await proves({ fault: 'manual-command-error', service: 'payment', work }, true)
  }, 600_000)

  it('cold-cache empties the caches of builds', async () => {
    await proves({ fault: 'cold-cache' }, false)
  }, 600_000)

  it('approval-never-comes lands when somebody is asked, and lets go', async () => {
    const work = function* (world: World, deployment: ObservedDeployment): Process {
      yield* world.review({ subject: 'production', job: 'approve' }, deployment)
    }
    await proves({ fault: 'approval-never-comes', work }, false)
  }, 600_000)

  it('a fault that cannot be done says why, and leaves nothing', async () => {
    const { row } = await bench.trial({ fault: 'network-partition', service: 'ledger', work: reached })
    expect(row).toMatchObject({ landed: false, proof: expect.stringContaining('depends on nothing') })
    await restored()
  }, 600_000)
})

/** A job that wants a runner. */
function* waitForRunner(_world: World, deployment: ObservedDeployment): Process {
  const { runners } = deployment.observed
  yield 1_000
  if (!runners.tryAcquire()) yield runners.request()
  runners.release()
}
