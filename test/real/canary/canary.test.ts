import { AppsV1Api } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { Canary } from '../../../harness/canary/canary.ts'
import { argoRolloutsComponent } from '../../../harness/canary/component.ts'
import { ROLLOUTS_MANIFESTS } from '../../../harness/canary/manifests.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import { isPodReady } from '../../../harness/kubernetes/pod-trouble.ts'
import { rolloutStatus } from '../../../harness/kubernetes/rollout-status.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { type Release, Releases } from '../../../harness/releases/releases.ts'
import type { Faults } from '../../../harness/service/app/faults.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Kernel, runInRealTime } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { describeWithManifests } from '../describe-with-manifests.ts'
import { BUILD } from '../job.ts'
import { quick } from '../quick-service.ts'
import { Bench } from '../real-run.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { region } from '../small-fleet.ts'

const REGION = 'us-east-1'
const TIMEOUT_MS = 600_000
const never = new AbortController().signal
const STEPS = [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }, { pause: {} }]
const fleet = { services: [{ ...quick('payment'), replicas: 4 }], regions: [region(REGION)] }
const { services } = fleetSchema.parse(fleet)

await describeWithManifests(ROLLOUTS_MANIFESTS, 'a service whose releases go out as canaries', () => {
  let bench: Bench
  let rollouts: ServiceRollouts
  let canary: Canary
  const kernel = new Kernel()
  const [sources, releases] = [new Sources(), new Releases()]
  let count = 0

  beforeAll(async () => {
    bench = await Bench.of(fleet, { canary: 'argo-rollouts' })
    await bench.up(dockerComponent)
    await bench.up(registryComponent)
    await bench.up(buildkitComponent)
    const clusters = await bench.up(kindComponent)
    await bench.up(argoRolloutsComponent)
    rollouts = await ServiceRollouts.start({ run: bench.run, clusters, services, seed: 1, canaries: true })
    canary = new Canary({ rollouts, service: 'payment', place: REGION })
  }, TIMEOUT_MS)
  afterAll(async () => {
    await rollouts?.[Symbol.asyncDispose]()
    await bench?.[Symbol.asyncDispose]()
  }, TIMEOUT_MS)

  async function build(faults: Faults = {}): Promise<Release> {
    sources.change('payment', { faults })
    const deployment = new RecordedDeployment(['payment'], count++)
    const builder = new ImageBuilder({
      ...{ kernel, run: bench.run, services, sources, releases, seed: 1 },
      build: bench.factsOf(buildkitComponent),
      registry: bench.factsOf(registryComponent),
    })
    const task = kernel.spawn(builder.build({ job: 'images', spec: BUILD, service: 'payment' }, deployment))
    await runInRealTime(kernel)
    expect(task.result).toEqual({ ok: true })
    return releases.builtBy(deployment.address, 'payment')!
  }

  /** How many ready pods there are of each of these releases; those that were told to go are on their way. */
  const ready = (...of: readonly Release[]): number[] =>
    of.map(({ revision }) => {
      const pods = rollouts.watch(REGION).pods('payment', revision)
      return pods.filter((pod) => isPodReady(pod) && pod.metadata?.deletionTimestamp === undefined).length
    })
  /** What the cluster's watch says comes a little after what the controller says. */
  const untilReady = (counts: readonly number[], ...of: readonly Release[]): Promise<void> =>
    vi.waitFor(() => expect(ready(...of)).toEqual(counts), { timeout: 20_000, interval: 100 })
  const watched = () => rollouts.watch(REGION).deployment('payment')!
  const deployments = async (): Promise<number> => {
    const { namespace } = rollouts.place(REGION)
    const { items } = await rollouts.connection(REGION).api(AppsV1Api, never).listNamespacedDeployment({ namespace })
    return items.length
  }
  const paused = (step: number) => (state: { state: string; step?: number }) =>
    state.state === 'paused' && state.step === step

  let first: Release
  let second: Release

  it('takes the place of the Deployment, which ran the same', { timeout: TIMEOUT_MS }, async () => {
    first = await build()
    const generation = await rollouts.apply(first, REGION, never)
    expect(await rollouts.untilRolledOut(first, REGION, generation, never)).toMatchObject({ ok: true })
    await canary.convert(first, never)
    expect(await deployments()).toBe(0)
    await untilReady([4], first)
  })

  it('comes up on a quarter of the pods, then on half, and everywhere when it is promoted', async () => {
    second = await build()
    await canary.apply(second, STEPS, never)
    await canary.until(paused(1), never)
    await untilReady([3, 1], first, second)
    await canary.promote(never)
    await canary.until(paused(3), never)
    await untilReady([2, 2], first, second)
    expect(rolloutStatus(watched(), watched().metadata?.generation ?? 0).state).toBe('under-way')
    await canary.promote(never)
    await canary.until(({ state }) => state === 'complete', never)
    await untilReady([4, 0], second, first)
  })

  it('is aborted when it is bad: the version before has all pods again', async () => {
    const bad = await build({ ready: false })
    await canary.apply(bad, STEPS, never)
    await canary.until(() => rollouts.watch(REGION).pods('payment', bad.revision).length > 0, never)
    expect(ready(second)[0]).toBeGreaterThanOrEqual(3)
    await canary.abort(never)
    await canary.until(({ state }) => state === 'aborted', never)
    await untilReady([4, 0], second, bad)
    await canary.apply(second, [], never)
    await canary.until(({ state }) => state === 'complete', never)
  })

  it('goes back by a rolling update when it is found to be bad after all', async () => {
    const generation = await rollouts.apply(first, REGION, never)
    expect(await rollouts.untilRolledOut(first, REGION, generation, never)).toMatchObject({ ok: true, pods: 4 })
    expect(await canary.state(never)).toEqual({ state: 'complete' })
    await untilReady([4, 0], first, second)
  })

  it('is a Deployment again afterwards', async () => {
    await canary.convertBack(first, never)
    expect(await deployments()).toBe(1)
    await untilReady([4], first)
    await expect(canary.state(never)).rejects.toThrow('404')
  })
})
