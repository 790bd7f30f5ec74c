import { afterAll, beforeAll, expect, it } from 'vitest'
import { alikeFleet } from '../../../bench/kwok/fleet.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import { type ClusterFacts, placeOf } from '../../../harness/kind/facts.ts'
import { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import { ServiceRollouts } from '../../../harness/kubectl/service-rollouts.ts'
import { isPodReady } from '../../../harness/kubernetes/pod-trouble.ts'
import { kwokComponent } from '../../../harness/kwok/component.ts'
import { BROKEN_LABEL } from '../../../harness/kwok/names.ts'
import { isKwokUp } from '../../../harness/kwok/process.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { constant } from '../../../src/model/distribution.ts'
import { type JobOf, jobSchema } from '../../../src/model/pipeline.ts'
import { describeWith } from '../describe-with.ts'
import { Bench } from '../real-run.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { watchExtremes } from './rolling-update.ts'

const STARTUP_MS = 3_000
const REPLICAS = 2
const fleet = alikeFleet({ services: 30, regions: 2, replicas: REPLICAS, startup: constant(STARTUP_MS) })
const services = fleet.services.map((service) => ({
  ...service,
  strategy: { ...service.strategy, progressDeadlineMs: 45_000 },
}))
const names = services.map(({ name }) => name)
const regions = fleet.regions.map(({ name }) => name)
const { signal } = new AbortController()
const PRODUCTION = jobSchema.parse({
  kind: 'deploy',
  name: 'production',
  environment: 'production',
  delivery: 'kubectl',
  services: 'parallel',
}) as JobOf<'deploy'>

/** Seconds between two times that the server wrote. */
const secondsBetween = (from: string | Date | undefined, to: string | Date | undefined): number =>
  (new Date(to ?? 0).getTime() - new Date(from ?? 0).getTime()) / 1_000

describeWith(['docker', 'kind', 'kwok'], 'a fleet of fake pods', () => {
  const kernel = new Kernel()
  const releases = new Releases()
  let bench: Bench
  let clusters: ClusterFacts
  let rollouts: ServiceRollouts
  let kubectl: Kubectl
  let count = 0

  beforeAll(async () => {
    bench = await Bench.of(fleet, { pods: 'kwok' })
    await bench.up(dockerComponent)
    await bench.up(registryComponent)
    clusters = await bench.up(kindComponent)
    await bench.up(kwokComponent)
    const podLabels = ({ revision }: { revision: string }) =>
      revision.startsWith('bad') ? { [BROKEN_LABEL]: 'true' } : {}
    rollouts = await ServiceRollouts.start({ run: bench.run, clusters, services, seed: 1, podLabels })
    kubectl = new Kubectl({ kernel, rollouts, releases, services })
  })
  afterAll(async () => {
    await rollouts?.[Symbol.asyncDispose]()
    await bench[Symbol.asyncDispose]()
  })

  async function run<T>(process: Process<T>): Promise<T> {
    const task = kernel.spawn(process)
    await runInRealTime(kernel)
    return task.result
  }

  /** Rolls a revision of services out in all regions at once. */
  async function release(revision: string, of: readonly string[]) {
    const deployment = new RecordedDeployment(of, count++)
    for (const service of of)
      releases.add(deployment.address, { service, revision, image: `fake/${service}:${revision}` })
    const works = regions.map((region) => ({ job: `production/${region}`, spec: PRODUCTION, region, services: of }))
    const results = await run(kernel.together(works.map((work) => kubectl.deploy(work, deployment))))
    return { deployment, results }
  }

  const podsOf = (service: string) => regions.flatMap((region) => rollouts.watch(region).pods(service))

  it('becomes ready in all regions, on nodes of its region, and no pod before its start-up time is over', async () => {
    const { deployment, results } = await release('r1', names)
    expect(results).toEqual(regions.map(() => ({ ok: true })))
    expect(deployment.of('rollout.finished').filter(({ healthy }) => healthy)).toHaveLength(
      names.length * regions.length,
    )
    for (const region of regions) {
      const pods = names.flatMap((name) => rollouts.watch(region).pods(name))
      expect(pods).toHaveLength(names.length * REPLICAS)
      for (const { spec, status } of pods) {
        expect(spec?.nodeName).toMatch(new RegExp(`^${region}-`))
        const at = (type: string) => status?.conditions?.find((one) => one.type === type)?.lastTransitionTime
        // Times are cut to whole seconds at both ends.
        expect(secondsBetween(at('PodScheduled'), at('Ready'))).toBeGreaterThanOrEqual(STARTUP_MS / 1_000 - 1)
      }
    }
  })

  it('is updated within maxSurge and maxUnavailable, change by change', async () => {
    const [region] = regions
    await using seen = await watchExtremes(placeOf(clusters, region!), rollouts.watch(region!))
    const { results } = await release('r2', names)
    expect(results).toEqual(regions.map(() => ({ ok: true })))
    expect(Object.fromEntries(seen.mostWanted)).toEqual(Object.fromEntries(names.map((name) => [name, REPLICAS + 1])))
    expect(Object.fromEntries(seen.fewestReady)).toEqual(Object.fromEntries(names.map((name) => [name, REPLICAS])))
  })

  it('keeps its old pods when the new ones never become ready, and is rolled back by hand', async () => {
    const [victim] = names
    const { deployment, results } = await release('bad3', [victim!])
    for (const result of results) {
      expect(result).toMatchObject({ ok: false, failure: { class: 'rollout-failure', service: victim } })
    }
    const ready = podsOf(victim!).filter(isPodReady)
    expect(ready.map(({ metadata }) => metadata?.labels?.['seatrial.revision'])).toEqual(
      Array(REPLICAS * regions.length).fill('r2'),
    )
    expect(podsOf(victim!).filter((pod) => !isPodReady(pod))).toHaveLength(regions.length)
    expect(await run(kubectl.rollBackByHand(deployment))).toEqual({ ok: true })
    expect(podsOf(victim!).filter(isPodReady)).toHaveLength(REPLICAS * regions.length)
  })

  it('says how it is, and its process ends with it', async () => {
    const facts = bench.factsOf(kwokComponent)
    expect(await kwokComponent.status(bench.run, facts, signal)).toMatchObject([{ name: 'kwok', isUp: true }])
    expect(await isKwokUp(bench.run, facts.pid)).toBe(true)
    await kwokComponent.down(bench.run)
    expect(await isKwokUp(bench.run, facts.pid)).toBe(false)
    expect(await kwokComponent.status(bench.run, facts, signal)).toMatchObject([{ name: 'kwok', isUp: false }])
    await kwokComponent.down(bench.run)
  })
})
