import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import type { ClusterFacts } from '../../../harness/kind/facts.ts'
import { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import { isPodReady } from '../../../harness/kubernetes/pod-trouble.ts'
import { Observation } from '../../../harness/observation/observation.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import { SimState } from '../../../src/world/sim/state.ts'
import type { Deployment, Detection, Result } from '../../../src/world/world.ts'
import { describeWith } from '../describe-with.ts'
import { job } from '../job.ts'
import { quick } from '../quick-service.ts'
import { Bench } from '../real-run.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { region } from '../small-fleet.ts'

const REGION = 'us-east-1'
const SERVICE = 'payment'
/** How long production is watched after a rollout. */
const OBSERVATION_MS = 15_000

const scenario = scenarioSchema.parse({
  name: 'a stale cache',
  fleet: {
    regions: [region(REGION)],
    services: [
      {
        ...quick(SERVICE),
        preStopMs: 2_000,
        probes: { readiness: { periodMs: 1_000, timeoutMs: 5_000 } },
        strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: 120_000 },
      },
    ],
  },
  pipeline: {
    provenanceCheck: true,
    stages: [{ name: 'build', jobs: [{ kind: 'build', name: 'images' }] }],
  },
  deployments: { perDay: 1 },
  mechanisms: { detection: { scrapeInterval: 1_000, ruleInterval: 2_000, syntheticInterval: 2_000 } },
})
const { services } = scenario.fleet

const buildKeyedBy = (key: 'ref' | 'content-hash') =>
  job({ kind: 'build', name: 'images', daemon: 'warm', layerCache: { kind: 'registry', key } })
const deployTo = (environment: 'staging' | 'production') =>
  job({ kind: 'deploy', name: environment, environment, delivery: 'kubectl' })

describeWith(['docker', 'kind'], 'a source change that is built with a cache', () => {
  let bench: Bench
  let rollouts: ServiceRollouts
  let builder: ImageBuilder
  let kubectl: Kubectl
  let observation: Observation
  const kernel = new Kernel()
  const sources = new Sources()
  const releases = new Releases()
  let count = 0

  async function run<T>(process: Process<T>): Promise<T> {
    const task = kernel.spawn(process)
    await runInRealTime(kernel)
    return task.result
  }

  function* build(key: 'ref' | 'content-hash', deployment: Deployment): Process<Result> {
    return yield* builder.build({ job: 'images', spec: buildKeyedBy(key), service: SERVICE }, deployment)
  }

  const workIn = (place: string) => ({
    job: place,
    spec: deployTo(place === 'staging' ? 'staging' : 'production'),
    region: place,
    services: [SERVICE],
  })

  /** Builds and deploys what is at the head of the branch, and watches production meanwhile and for a while after. */
  function* deploy(key: 'ref' | 'content-hash', deployment: Deployment): Process<Detection | undefined> {
    const watch = kernel.spawn(observation.watch(deployment))
    try {
      expect(yield* build(key, deployment)).toEqual({ ok: true })
      expect(yield* kubectl.deploy(workIn(REGION), deployment)).toEqual({ ok: true })
      for (let waited = 0; waited < OBSERVATION_MS && !watch.done; waited += 100) yield 100
      return watch.done ? watch.result : undefined
    } finally {
      watch.interrupt('over')
    }
  }

  beforeAll(async () => {
    bench = await Bench.of(scenario.fleet)
    await bench.up(dockerComponent)
    const registry = await bench.up(registryComponent)
    const buildFacts = await bench.up(buildkitComponent)
    const clusters: ClusterFacts = await bench.up(kindComponent)
    rollouts = await ServiceRollouts.start({ run: bench.run, clusters, services, seed: 1 })
    kubectl = new Kubectl({ kernel, rollouts, releases, services })
    builder = new ImageBuilder({
      kernel,
      run: bench.run,
      build: buildFacts,
      registry,
      services,
      sources,
      releases,
      seed: 1,
    })
    observation = new Observation({
      state: new SimState({ kernel, scenario, seed: 1, stretch: 0 }),
      places: clusters.places,
      releases,
      sight: (place) => rollouts.watch(place),
      *busy(ms) {
        yield ms
      },
    })
    expect(await run(deploy('ref', new RecordedDeployment([SERVICE], count++)))).toBe(undefined)
  })
  afterAll(async () => {
    await rollouts?.[Symbol.asyncDispose]()
    await bench[Symbol.asyncDispose]()
  })

  it('ships old code with everything green under a key that is the branch, and only the provenance check finds it', async () => {
    const before = releases.in(REGION, SERVICE)!.revision
    sources.change(SERVICE)
    const deployment = new RecordedDeployment([SERVICE], count++)
    const detection = await run(deploy('ref', deployment))
    const { revision } = releases.in(REGION, SERVICE)!
    expect(revision).not.toBe(before)
    expect(detection).toMatchObject({
      path: 'provenance-check',
      failure: { cause: 'stale-cache', message: `${SERVICE} runs revision ${before}, not ${revision}` },
    })
    expect(deployment.of('rollout.finished')).toMatchObject([{ healthy: true }])
    const pods = rollouts.watch(REGION).pods(SERVICE, revision)
    expect(pods.length).toBe(2)
    expect(pods.every(isPodReady)).toBe(true)
  })

  it('is found in staging already, where the service has no port of this machine', async () => {
    sources.change(SERVICE)
    const deployment = new RecordedDeployment([SERVICE], count++)
    expect(await run(build('ref', deployment))).toEqual({ ok: true })
    expect(await run(kubectl.deploy(workIn('staging'), deployment))).toEqual({ ok: true })
    expect(await run(observation.checkStaging(workIn('staging'), deployment))).toMatchObject({
      ok: false,
      failure: { class: 'defect-found', cause: 'stale-cache', region: 'staging' },
    })
    expect(deployment.of('flaw.caught')).toMatchObject([{ by: 'provenance-check' }])
  })

  it('ships what was changed under a key that is the content', async () => {
    sources.change(SERVICE)
    const deployment = new RecordedDeployment([SERVICE], count++)
    expect(await run(deploy('content-hash', deployment))).toBe(undefined)
    expect(await run(observation.verify(deployment))).toEqual({ healthy: true, dataCorrupted: false })
    expect(await run(kubectl.deploy(workIn('staging'), deployment))).toEqual({ ok: true })
    expect(await run(observation.checkStaging(workIn('staging'), deployment))).toEqual({ ok: true })
  })
})
