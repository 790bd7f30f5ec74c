import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { placeOf } from '../../../harness/kind/facts.ts'
import { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { BUILD, job } from '../job.ts'
import { quick } from '../quick-service.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { REGION, sharedEnvironment } from '../shared/environment.ts'
import { type OwnPlaces, ownPlaces } from '../shared/own-places.ts'
import { region } from '../small-fleet.ts'

/** A deadline that no healthy rollout misses, on however busy a machine. */
const GENEROUS_MS = 300_000

const service = (name: string, more: { dependsOn?: string[]; progressDeadlineMs?: number } = {}) => ({
  ...quick(name, more.dependsOn),
  strategy: {
    kind: 'rolling' as const,
    maxSurge: 1,
    maxUnavailable: 0,
    progressDeadlineMs: more.progressDeadlineMs ?? GENEROUS_MS,
  },
})
const fleet = {
  regions: [region(REGION)],
  services: [
    service('ledger'),
    service('payment', { dependsOn: ['ledger'] }),
    // Its image has the layers of the others, which are on the node by then: it starts in no time, or never.
    service('shaky', { progressDeadlineMs: 45_000 }),
  ],
}
const { services } = fleetSchema.parse(fleet)

const production = (order: 'one-by-one' | 'parallel') =>
  job({ kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl', services: order })

describe('deployments by kubectl', () => {
  let places: OwnPlaces
  let rollouts: ServiceRollouts
  const kernel = new Kernel()
  const sources = new Sources()
  const releases = new Releases()
  let kubectl: Kubectl
  let builder: ImageBuilder
  let count = 0

  beforeAll(async () => {
    const environment = await sharedEnvironment()
    const { run } = environment
    const [registry, build] = [environment.factsOf(registryComponent), environment.factsOf(buildkitComponent)]
    places = await ownPlaces(
      environment,
      services.map(({ name }) => name),
    )
    rollouts = await ServiceRollouts.start({ run, clusters: places.clusters, services, seed: 1 })
    kubectl = new Kubectl({ kernel, rollouts, releases, services })
    builder = new ImageBuilder({ kernel, run, build, registry, services, sources, releases, seed: 1 })
  })
  afterAll(async () => {
    await rollouts[Symbol.asyncDispose]()
    await places[Symbol.asyncDispose]()
  })

  async function run<T>(process: Process<T>): Promise<T> {
    const task = kernel.spawn(process)
    await runInRealTime(kernel)
    return task.result
  }

  /** Builds services and deploys them to a place, as one deployment. */
  async function release(names: readonly string[], order: 'one-by-one' | 'parallel' = 'one-by-one', place = REGION) {
    const deployment = new RecordedDeployment(names, count++)
    for (const name of names) await run(builder.build({ job: 'images', spec: BUILD, service: name }, deployment))
    const work = { job: 'production', spec: production(order), region: place, services: names }
    const result = await run(kubectl.deploy(work, deployment))
    return { deployment, result }
  }

  /** What a service says of itself, through the port of this machine. */
  async function version(name: string): Promise<{ revision: string; version: string }> {
    const port = placeOf(places.clusters, REGION).hostPorts[name]
    const response = await fetch(`http://127.0.0.1:${port}/version`)
    return (await response.json()) as { revision: string; version: string }
  }

  /** The node learns of new and old pods a moment after the rollout is over: until then either may answer, or none. */
  const says = (name: string, expected: object): Promise<void> =>
    expect.poll(() => version(name), { timeout: 60_000, interval: 250 }).toMatchObject(expected)

  it('bring services up one after another and record when each was available', async () => {
    const { deployment, result } = await release(['ledger', 'payment'])
    expect(result).toEqual({ ok: true })
    const [ledger, payment] = deployment.of('rollout.finished')
    expect(ledger).toMatchObject({
      service: 'ledger',
      region: REGION,
      healthy: true,
      pods: 2,
      environment: 'production',
    })
    expect(payment!.from).toBeGreaterThanOrEqual(ledger!.at)
    const { revision } = releases.in(REGION, 'payment')!
    await says('payment', { revision, version: revision })
  })

  it('roll side by side where the job says so, and pods of both services are new', async () => {
    for (const name of ['ledger', 'payment']) sources.change(name)
    const { deployment, result } = await release(['ledger', 'payment'], 'parallel')
    expect(result).toEqual({ ok: true })
    const [first, second] = deployment.of('rollout.finished')
    expect(second!.from).toBeLessThan(first!.at)
    for (const name of ['ledger', 'payment']) await says(name, { revision: releases.in(REGION, name)!.revision })
  })

  it('keep staging apart from production', async () => {
    const { deployment, result } = await release(['ledger'], 'one-by-one', 'staging')
    expect(result).toEqual({ ok: true })
    expect(deployment.of('rollout.finished')[0]).toMatchObject({ environment: 'staging', region: 'staging' })
    expect(releases.landedBy(deployment.address)).toEqual([])
  })

  it('are stuck with a bad release, whose old pods go on serving, and can be rolled back by hand', async () => {
    expect((await release(['shaky'])).result).toEqual({ ok: true })
    const good = releases.in(REGION, 'shaky')!.revision
    sources.change('shaky', { faults: { ready: false } })
    const { deployment, result } = await release(['shaky'])
    expect(result).toMatchObject({
      ok: false,
      failure: { class: 'rollout-failure', service: 'shaky', region: REGION },
    })
    expect(deployment.of('rollout.finished')[0]).toMatchObject({ healthy: false })
    await says('shaky', { revision: good })

    expect(await run(kubectl.rollBackByHand(deployment))).toEqual({ ok: true })
    expect(releases.in(REGION, 'shaky')!.revision).toBe(good)
    expect(deployment.of('rollout.finished').at(-1)).toMatchObject({ healthy: true })
  })

  it('end when they are interrupted, without waiting for the rollout', async () => {
    sources.change('payment', { faults: { started: false, ready: false } })
    const deployment = new RecordedDeployment(['payment'], count++)
    await run(builder.build({ job: 'images', spec: BUILD, service: 'payment' }, deployment))
    const work = { job: 'production', spec: production('one-by-one'), region: REGION, services: ['payment'] }
    const task = kernel.spawn(kubectl.deploy(work, deployment))
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('stop')), 2_000)
    const from = performance.now()
    await runInRealTime(kernel, { signal: controller.signal })
    expect(performance.now() - from).toBeLessThan(GENEROUS_MS / 2)
    expect(() => task.result).toThrow()
    expect(await run(kubectl.rollBackByHand(deployment))).toEqual({ ok: true })
    await says('payment', { revision: releases.in(REGION, 'payment')!.revision })
  })
})
