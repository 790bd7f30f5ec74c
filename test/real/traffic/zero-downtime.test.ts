import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { trafficSchema } from '../../../harness/k6/settings.ts'
import { Traffic } from '../../../harness/k6/traffic.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { describeWith } from '../describe-with.ts'
import { job } from '../job.ts'
import { constant, quick } from '../quick-service.ts'
import { Bench } from '../real-run.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { region } from '../small-fleet.ts'

const REGION = 'us-east-1'
const SERVICE = 'payment'
/** Rollouts with and without drain: so many that those without one are never lucky. */
const ROLLOUTS = 3
/** For pods that were told to go, and are still there when the rollout is complete. */
const AFTERWARDS_MS = 15_000

const fleet = {
  regions: [region(REGION)],
  services: [
    {
      ...quick(SERVICE),
      replicas: 3,
      requests: { cpuMilli: 20, memoryMiB: 32 },
      requestsPerSecond: 50,
      preStopMs: 6_000,
      shutdown: constant(2_000),
      probes: { readiness: { periodMs: 1_000, timeoutMs: 5_000 } },
      strategy: { kind: 'rolling' as const, maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: 120_000 },
    },
  ],
}
const { services } = fleetSchema.parse(fleet)

const BUILD = job({ kind: 'build', name: 'images', daemon: 'warm' })
const PRODUCTION = job({ kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' })

describeWith(['docker', 'kind', 'k6'], 'requests during rolling updates', () => {
  let bench: Bench
  let traffic: Traffic
  let image: string
  const kernel = new Kernel()
  const releases = new Releases()
  const kubectl = new Map<'with drain' | 'without drain', Kubectl>()
  const started: ServiceRollouts[] = []
  let count = 0

  async function run<T>(process: Process<T>): Promise<T> {
    const task = kernel.spawn(process)
    await runInRealTime(kernel)
    return task.result
  }

  /** Rolls a new version out, which is the same image, while requests are sent; returns those. */
  async function rollOut(how: 'with drain' | 'without drain') {
    const deployment = new RecordedDeployment([SERVICE], ++count)
    const work = { job: 'production', spec: PRODUCTION, region: REGION, services: [SERVICE] }
    releases.add(deployment.address, { service: SERVICE, revision: `r${count}`, image })
    await run(
      (function* () {
        yield* traffic.begin(deployment)
        const result = yield* kubectl.get(how)!.deploy(work, deployment)
        expect(result).toEqual({ ok: true })
        yield AFTERWARDS_MS
        traffic.finish(deployment)
      })(),
    )
    const [requests] = deployment.of('requests')
    return requests!
  }

  beforeAll(async () => {
    bench = await Bench.of(fleet)
    await bench.up(dockerComponent)
    const registry = await bench.up(registryComponent)
    const build = await bench.up(buildkitComponent)
    const clusters = await bench.up(kindComponent)
    for (const drain of [true, false]) {
      const rollouts = await ServiceRollouts.start({ run: bench.run, clusters, services, seed: 1, drain })
      started.push(rollouts)
      kubectl.set(drain ? 'with drain' : 'without drain', new Kubectl({ kernel, rollouts, releases, services }))
    }
    const sources = new Sources()
    const builder = new ImageBuilder({ kernel, run: bench.run, build, registry, services, sources, releases, seed: 1 })
    const first = new RecordedDeployment([SERVICE], count)
    expect(await run(builder.build({ job: 'images', spec: BUILD, service: SERVICE }, first))).toEqual({ ok: true })
    image = releases.builtBy(first.address, SERVICE)!.image
    const settings = trafficSchema.parse({ timeoutMs: 20_000 })
    traffic = new Traffic({ kernel, places: clusters.places, services, settings })
    const work = { job: 'production', spec: PRODUCTION, region: REGION, services: [SERVICE] }
    expect(await run(kubectl.get('with drain')!.deploy(work, first))).toEqual({ ok: true })
  })
  afterAll(async () => {
    await traffic?.[Symbol.asyncDispose]()
    for (const rollouts of started) await rollouts[Symbol.asyncDispose]()
    await bench[Symbol.asyncDispose]()
  })

  it('are all answered when pods drain before they go', async ({ annotate }) => {
    for (let i = 0; i < ROLLOUTS; i++) {
      const { sent, lost } = await rollOut('with drain')
      await annotate(`${lost} of ${sent} requests lost`)
      expect(sent).toBeGreaterThan(500)
      expect(lost).toBe(0)
    }
  })

  it('are lost when pods go at once', async ({ annotate }) => {
    // The pods that are there still drain: those of the first rollout do not.
    await rollOut('without drain')
    const lost: number[] = []
    for (let i = 0; i < ROLLOUTS; i++) {
      const requests = await rollOut('without drain')
      await annotate(`${requests.lost} of ${requests.sent} requests lost`)
      lost.push(requests.lost)
    }
    expect(Math.min(...lost)).toBeGreaterThan(0)
  })
})
