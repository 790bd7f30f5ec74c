import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { placeOf } from '../../../harness/kind/facts.ts'
import { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import { Observation } from '../../../harness/observation/observation.ts'
import { PodCounters } from '../../../harness/observation/pod-counters.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { external, Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import { SimState } from '../../../src/world/sim/state.ts'
import type { Detection } from '../../../src/world/world.ts'
import { BUILD, DEPLOY } from '../job.ts'
import { constant, quick } from '../quick-service.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { REGION, sharedEnvironment } from '../shared/environment.ts'
import { type OwnPlaces, ownPlaces } from '../shared/own-places.ts'
import { region } from '../small-fleet.ts'

const SERVICE = 'payment'
/** How long production is watched after a rollout: several times what scrapes, rule, `for` and notification need. */
const OBSERVATION_MS = 60_000
/** Time between two requests of the users. */
const PAUSE_MS = 100

const scenario = scenarioSchema.parse({
  name: 'errors that pods count',
  fleet: {
    regions: [region(REGION)],
    services: [
      {
        ...quick(SERVICE),
        probes: { readiness: { periodMs: 1_000, timeoutMs: 5_000 } },
        strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: 300_000 },
      },
    ],
  },
  pipeline: { monitoring: 'alerts', stages: [{ name: 'build', jobs: [{ kind: 'build', name: 'images' }] }] },
  deployments: { perDay: 1 },
  mechanisms: {
    detection: {
      ...{ scrapeInterval: 2_000, ruleInterval: 2_000, alertFor: 4_000, notification: 500 },
      // Longer than the test: nobody but the alert is to speak.
      syntheticInterval: 3_600_000,
    },
    people: { customerReport: constant(3_600_000) },
    cluster: { readinessPatience: 300_000 },
  },
})
const { services } = scenario.fleet

describe('an observation that scrapes pods', () => {
  let places: OwnPlaces
  let rollouts: ServiceRollouts
  let builder: ImageBuilder
  let kubectl: Kubectl
  let observation: Observation
  const kernel = new Kernel()
  const sources = new Sources()
  const releases = new Releases()
  const said: string[] = []
  let count = 0

  beforeAll(async () => {
    const environment = await sharedEnvironment()
    const { run } = environment
    const [registry, build] = [environment.factsOf(registryComponent), environment.factsOf(buildkitComponent)]
    places = await ownPlaces(environment, [SERVICE])
    rollouts = await ServiceRollouts.start({ run, clusters: places.clusters, services, seed: 1 })
    kubectl = new Kubectl({ kernel, rollouts, releases, services })
    builder = new ImageBuilder({ kernel, run, build, registry, services, sources, releases, seed: 1 })
    const sight = (place: string) => rollouts.watch(place)
    const { scrapeInterval: interval } = scenario.mechanisms.detection
    // Ports of this machine are for the users below: whoever observes a cluster that exists already has none.
    const unexposed = places.clusters.places.map((place) => ({ ...place, hostPorts: {} }))
    observation = new Observation({
      state: new SimState({ kernel, scenario, seed: 1, stretch: 0 }),
      ...{ releases, sight, places: unexposed },
      requests: new PodCounters({ kernel, sight, interval, places: unexposed, say: (line) => said.push(line) }),
      *busy(ms) {
        yield ms
      },
    })
  })
  afterAll(async () => {
    await rollouts?.[Symbol.asyncDispose]()
    await places?.[Symbol.asyncDispose]()
  })

  async function run<T>(process: Process<T>): Promise<T> {
    const task = kernel.spawn(process)
    await runInRealTime(kernel)
    return task.result
  }

  /** Users of the service: one request after another, whatever becomes of each. */
  async function use(signal: AbortSignal): Promise<void> {
    const url = `http://127.0.0.1:${placeOf(places.clusters, REGION).hostPorts[SERVICE]}/`
    while (!signal.aborted) {
      const answer = await fetch(url, { signal, headers: { connection: 'close' } }).catch(() => undefined)
      await answer?.arrayBuffer().catch(() => undefined)
      await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Builds and deploys what is at the head, and watches production with its users for a while after. */
  function* deploy(deployment: RecordedDeployment): Process<Detection | undefined> {
    const watch = kernel.spawn(observation.watch(deployment))
    const users = kernel.spawn(external(kernel, use))
    try {
      const work = { job: 'images', spec: BUILD, service: SERVICE }
      expect(yield* builder.build(work, deployment)).toEqual({ ok: true })
      const order = { job: 'production', spec: DEPLOY, region: REGION, services: [SERVICE] }
      expect(yield* kubectl.deploy(order, deployment)).toEqual({ ok: true })
      for (let waited = 0; waited < OBSERVATION_MS && !watch.done; waited += 100) yield 100
      return watch.done ? watch.result : undefined
    } finally {
      users.interrupt('over')
      watch.interrupt('over')
    }
  }

  it('keeps silent about a release that answers its users well', async () => {
    const deployment = new RecordedDeployment([SERVICE], count++)
    expect(await run(deploy(deployment))).toBe(undefined)
    // On a busy machine a pod may answer too late once; nothing else keeps the API server from reaching it.
    expect(said.filter((line) => !line.includes('no answer in'))).toEqual([])
  })

  it('raises the alert on a release that answers with errors, which it knows of by the metrics of its pods alone', async () => {
    sources.change(SERVICE, { faults: { errorRate: 0.5 } })
    const deployment = new RecordedDeployment([SERVICE], count++)
    expect(await run(deploy(deployment))).toMatchObject({
      path: 'alert',
      failure: {
        ...{ service: SERVICE, region: REGION, cause: 'code-defect' },
        message: expect.stringMatching(/^payment answers with errors: \d+\.\d % of requests$/),
      },
    })
    expect(deployment.of('rollout.finished')).toMatchObject([{ healthy: true }])
    expect(deployment.of('requests')).toEqual([])
  })
})
