import { setTimeout as pause } from 'node:timers/promises'
import { AppsV1Api } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { argoCdComponent } from '../../../harness/argocd/component.ts'
import { ARGOCD_MANIFESTS } from '../../../harness/argocd/manifests.ts'
import { describeWithManifests } from '../describe-with-manifests.ts'
import { quick } from '../quick-service.ts'
import { GitOpsBench, never } from './gitops-bench.ts'
import { untilSo } from './until-so.ts'

const REGIONS = ['us-east-1', 'eu-west-1'] as const
const TIMEOUT_MS = 600_000

await describeWithManifests(ARGOCD_MANIFESTS, 'two clusters that follow one repository', () => {
  let bench: GitOpsBench

  beforeAll(async () => {
    bench = await GitOpsBench.of({
      services: [quick('ledger')],
      regions: REGIONS,
      mechanisms: { webhook: false, pollInterval: 5_000, pollJitter: 0 },
    })
    const first = await bench.build(['ledger'])
    for (const place of REGIONS) expect(await bench.byHand(first, place)).toEqual({ ok: true })
    await bench.gitops.engage(never)
  }, TIMEOUT_MS)
  afterAll(() => bench?.[Symbol.asyncDispose](), TIMEOUT_MS)

  const revision = (place: string) => bench.releases.in(place, 'ledger')!.revision
  const versions = () => Promise.all(REGIONS.map((place) => bench.version('ledger', place)))

  it('both get a new version from the Argo CD in the first, which asks Git by itself', async () => {
    const deployment = await bench.change(['ledger'])
    expect(await bench.deploy(deployment)).toEqual([{ ok: true }, { ok: true }])
    for (const place of REGIONS) await bench.untilServing('ledger', place)
    expect(
      deployment
        .of('rollout.finished')
        .map(({ region }) => region)
        .toSorted(),
    ).toEqual(REGIONS.toSorted())
    expect(deployment.of('step').filter(({ step }) => step === 'sync-wait')).toHaveLength(2)
  })

  it('follow one another where the job orders regions: the second knows nothing of it before', async () => {
    const before = revision(REGIONS[1])
    const deployment = await bench.change(['ledger'], { ready: false })
    const [first] = await bench.deploy(deployment, { regions: 'one-by-one' })
    expect(first).toMatchObject({ ok: false, failure: { region: REGIONS[0] } })
    expect(await bench.version('ledger', REGIONS[1])).toBe(before)
    expect(await bench.run(bench.gitops.revert(deployment))).toEqual({ ok: true })
    expect(REGIONS.map(revision)).toEqual([before, before])
    for (const place of REGIONS) await bench.untilServing('ledger', place)
    bench.sources.change('ledger')
  })

  it('are let go without a pod being replaced, then belong to kubectl alone, and are taken over again', async () => {
    const before = REGIONS.map((place) => bench.pods(place).toSorted())
    await bench.gitops.disengage(never)
    expect(REGIONS.map((place) => bench.pods(place).toSorted())).toEqual(before)

    const environment = async (): Promise<string[]> => {
      const { namespace } = bench.rollouts.place(REGIONS[1])
      const api = bench.rollouts.connection(REGIONS[1]).api(AppsV1Api, never)
      const { spec, metadata } = await api.readNamespacedDeployment({ namespace, name: 'ledger' })
      expect(Object.keys(metadata?.annotations ?? {}).join(' ')).not.toMatch(/argocd|last-applied/)
      return spec?.template.spec?.containers[0]?.env?.map(({ name }) => name) ?? []
    }
    bench.variables.WRONG = 'yes'
    expect(await bench.byHand(await bench.change(['ledger']), REGIONS[1])).toEqual({ ok: true })
    expect(await environment()).toContain('WRONG')
    delete bench.variables.WRONG
    expect(await bench.byHand(await bench.change(['ledger']), REGIONS[1])).toEqual({ ok: true })
    expect(await environment()).not.toContain('WRONG')

    const now = REGIONS.map((place) => bench.pods(place).toSorted())
    await bench.gitops.engage(never)
    expect(REGIONS.map((place) => bench.pods(place).toSorted())).toEqual(now)
    for (const place of REGIONS) await bench.untilServing('ledger', place)
  })

  it('wait for a controller that is down, and catch up when it is back', async () => {
    await bench.gitops.stopController(never)
    const deployment = await bench.change(['ledger'])
    const deployed = bench.deploy(deployment)
    await pause(8_000)
    const steps = deployment.of('step').filter(({ job }) => job === 'd')
    expect(steps.map(({ step }) => step)).toEqual(['command'])
    await bench.gitops.startController(never)
    expect(await deployed).toEqual([{ ok: true }, { ok: true }])
    for (const place of REGIONS) await bench.untilServing('ledger', place)
  })

  it('get nothing while Git is down: a commit fails at once, what runs goes on, and the next commit arrives', async () => {
    const before = await versions()
    const deployment = await bench.change(['ledger'])
    await bench.gitops.stopGit(never)
    const [failed] = await bench.deploy(deployment)
    expect(failed).toMatchObject({ ok: false, failure: { class: 'script-failure' } })
    expect(await versions()).toEqual(before)
    expect(bench.releases.landedBy(deployment.address)).toEqual([])
    await bench.gitops.startGit(never)
    expect(await bench.deploy(deployment)).toEqual([{ ok: true }, { ok: true }])
    for (const place of REGIONS) await bench.untilServing('ledger', place)
  })

  it('are told apart by the status: the component says that two clusters are managed', async () => {
    await untilSo(async () => (await bench.status(argoCdComponent))[0]?.isUp === true)
    expect(await bench.status(argoCdComponent)).toMatchObject([{ name: 'argocd', detail: 'manages 2 clusters' }])
  })
})

await describeWithManifests(ARGOCD_MANIFESTS, 'one cluster for all regions', () => {
  it('has an application for each region, and a namespace', { timeout: TIMEOUT_MS }, async () => {
    await using bench = await GitOpsBench.of({
      services: [quick('ledger')],
      regions: REGIONS,
      topology: 'labels',
      mechanisms: { webhook: true },
    })
    const first = await bench.build(['ledger'])
    for (const place of REGIONS) expect(await bench.byHand(first, place)).toEqual({ ok: true })
    await bench.gitops.engage(never)
    const deployment = await bench.change(['ledger'])
    expect(await bench.deploy(deployment)).toEqual([{ ok: true }, { ok: true }])
    for (const place of REGIONS) await bench.untilServing('ledger', place)
  })
})
