import { AppsV1Api } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ARGOCD_MANIFESTS } from '../../../harness/argocd/manifests.ts'
import { NewPods } from '../../../harness/observation/new-pods.ts'
import { describeWithManifests } from '../describe-with-manifests.ts'
import { quick } from '../quick-service.ts'
import { GitOpsBench, never } from './gitops-bench.ts'
import { Timings } from './timings.ts'
import { untilSo } from './until-so.ts'

const REGION = 'us-east-1'
const REPETITIONS = 5
const TIMEOUT_MS = 600_000

await describeWithManifests(ARGOCD_MANIFESTS, 'deployments by GitOps', () => {
  let bench: GitOpsBench
  const timings = new Timings()

  beforeAll(async () => {
    bench = await GitOpsBench.of({
      services: [quick('ledger'), quick('payment', ['ledger'])],
      regions: [REGION],
      mechanisms: { webhook: true },
    })
  }, TIMEOUT_MS)
  afterAll(async () => {
    // biome-ignore lint/suspicious/noConsole: the table is what these tests are for
    console.info(timings.table)
    await bench?.[Symbol.asyncDispose]()
  }, TIMEOUT_MS)

  const namespace = () => bench.rollouts.place(REGION).namespace
  const apps = () => bench.rollouts.connection(REGION).api(AppsV1Api, never)
  const revision = (service: string, place = REGION) => bench.releases.in(place, service)!.revision

  it('takes over what runs without replacing a pod', async () => {
    const first = await bench.build(['ledger', 'payment'])
    for (const place of [REGION, 'staging']) expect(await bench.byHand(first, place)).toEqual({ ok: true })
    const before = bench.pods(REGION).toSorted()
    await timings.measure('taking over four applications', () => bench.gitops.engage(never))
    expect(bench.argo.status('payment', REGION)).toMatchObject({
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
    })
    expect(bench.pods(REGION).toSorted()).toEqual(before)
    expect(before).toHaveLength(4)
  })

  it('brings services in waves, and records sync and rollout of each', async () => {
    const deployment = await bench.change(['ledger', 'payment'])
    expect(await bench.deploy(deployment, { waves: true })).toEqual([{ ok: true }])
    const [ledger, payment] = deployment.of('rollout.finished')
    expect(ledger).toMatchObject({ service: 'ledger', region: REGION, healthy: true, pods: 2 })
    expect(payment!.from).toBeGreaterThanOrEqual(ledger!.at)
    const steps = deployment
      .of('step')
      .filter(({ job }) => job === 'd')
      .map(({ step, service }) => `${step} ${service ?? ''}`.trim())
    expect(steps).toEqual([
      ...['command', 'sync ledger', 'rollout ledger'],
      ...['command', 'sync payment', 'rollout payment'],
    ])
    for (const service of ['ledger', 'payment']) await bench.untilServing(service)
  })

  it('keeps staging apart from production', async () => {
    const before = revision('ledger')
    const deployment = await bench.change(['ledger'])
    expect(await bench.deploy(deployment, { environment: 'staging' })).toEqual([{ ok: true }])
    expect(deployment.of('rollout.finished')).toMatchObject([{ environment: 'staging', region: 'staging' }])
    expect(bench.releases.landedBy(deployment.address)).toEqual([])
    expect(await bench.version('ledger')).toBe(before)
    expect(revision('ledger', 'staging')).not.toBe(before)
  })

  it(`rolls out what is pushed, heals what is changed, stops what is bad and goes back, ${REPETITIONS} times`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (let round = 0; round < REPETITIONS; round++) {
      const good = await bench.change(['payment'])
      const deployed = await timings.measure('push to new version ready', () => bench.deploy(good))
      expect(deployed).toEqual([{ ok: true }])
      await bench.untilServing('payment')

      await heal()
      await badRelease()
    }
    expect(timings.count('git revert to version before ready')).toBe(REPETITIONS)
  })

  /** Somebody edits a Deployment, then deletes a Service. */
  async function heal(): Promise<void> {
    const name = 'payment'
    const deployment = await apps().readNamespacedDeployment({ namespace: namespace(), name })
    await apps().replaceNamespacedDeployment({
      namespace: namespace(),
      name,
      body: { ...deployment, spec: { ...deployment.spec!, replicas: 1 } },
    })
    await timings.measure('edited object put back', () =>
      untilSo(
        async () => (await apps().readNamespacedDeployment({ namespace: namespace(), name })).spec?.replicas === 2,
      ),
    )
    const core = bench.rollouts.connection(REGION).core(never)
    const uid = async () =>
      (await core.listNamespacedService({ namespace: namespace() })).items.find(
        ({ metadata }) => metadata?.name === name,
      )?.metadata?.uid
    const before = await uid()
    await core.deleteNamespacedService({ namespace: namespace(), name })
    await timings.measure('deleted object put back', () =>
      untilSo(async () => ![undefined, before].includes(await uid())),
    )
    await bench.untilServing(name)
  }

  /** A release that never gets ready: the old pods serve on, the rule speaks, the revert brings back what was. */
  async function badRelease(): Promise<void> {
    const good = revision('payment')
    const bad = await bench.change(['payment'], { ready: false })
    const answers = new Set<string>()
    let isOver = false
    const asking = (async () => {
      while (!isOver) answers.add(await bench.version('payment'))
    })()
    const pods = new NewPods(3_000)
    const isTooMany = (): boolean => {
      pods.look(bench.rollouts.watch(REGION).pods('payment', revision('payment')), Date.now())
      return pods.failureRatio >= 0.2
    }
    const from = performance.now()
    const [results] = await Promise.all([
      timings.measure('push to bad version stopped by its deadline', () => bench.deploy(bad)),
      timings.measure('push to 20 % rule speaks (3 s patience)', () => untilSo(isTooMany)),
    ])
    expect(results).toMatchObject([
      { ok: false, failure: { class: 'rollout-failure', service: 'payment', region: REGION } },
    ])
    expect(bad.of('rollout.finished')).toMatchObject([{ healthy: false }])
    expect(performance.now() - from).toBeGreaterThan(14_000)
    isOver = true
    await asking
    expect([...answers]).toEqual([good])

    const reverted = await timings.measure('git revert to version before ready', () =>
      bench.run(bench.gitops.revert(bad)),
    )
    expect(reverted).toEqual({ ok: true })
    expect(bad.of('rollout.finished').at(-1)).toMatchObject({ healthy: true, service: 'payment', region: REGION })
    expect(revision('payment')).toBe(good)
    await bench.untilServing('payment')
    bench.sources.change('payment')
  }

  it('is found by the next look at Git when the webhook is lost, and is told of the one after', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await bench.gitops.news.stop()
    const lost = await bench.change(['payment'])
    expect(await timings.measure('push to new version ready, webhook lost', () => bench.deploy(lost))).toEqual([
      { ok: true },
    ])
    expect(lost.of('step').filter(({ step }) => step === 'sync-wait')).toMatchObject([{ service: 'payment' }])
    await bench.gitops.news.start()
    const told = await bench.change(['payment'])
    expect(await bench.deploy(told)).toEqual([{ ok: true }])
    expect(told.of('step').filter(({ step }) => step === 'sync-wait')).toEqual([])
    await bench.untilServing('payment')
  })

  it('retries what cannot be applied, with the old pods serving, and a revert does not wait for the retries', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const good = revision('payment')
    // The API server refuses a variable with such a name.
    bench.variables['a=b'] = 'x'
    const bad = await bench.change(['payment'])
    const interruption = new AbortController()
    const deployed = bench.deploy(bad, {}, interruption.signal).catch((error: unknown) => error)
    const operation = () => bench.argo.status('payment', REGION)?.operationState
    await timings.measure('push to first retry of a sync that fails', () =>
      untilSo(() => operation()?.retryCount === 2),
    )
    expect(operation()).toMatchObject({ phase: 'Running', message: expect.stringContaining('a=b') })
    expect(await bench.version('payment')).toBe(good)
    interruption.abort(new Error('the rule spoke'))
    expect(await deployed).toBeInstanceOf(Error)
    delete bench.variables['a=b']
    const reverted = await timings.measure('git revert amid retries to version before ready', () =>
      bench.run(bench.gitops.revert(bad)),
    )
    expect(reverted).toEqual({ ok: true })
    expect(revision('payment')).toBe(good)
    await bench.untilServing('payment')
    expect(bench.argo.status('payment', REGION)?.sync?.status).toBe('Synced')
    bench.sources.change('payment')
  })
})
