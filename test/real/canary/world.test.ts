import { AppsV1Api, CustomObjectsApi } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROLLOUTS_MANIFESTS } from '../../../harness/canary/manifests.ts'
import { ROLLOUT_API } from '../../../harness/canary/names.ts'
import { environmentUp } from '../../../harness/environment.ts'
import { environmentNeeds } from '../../../harness/needs/needs.ts'
import { environmentSchema } from '../../../harness/options.ts'
import { commission } from '../../../harness/world/commission.ts'
import { runStretch } from '../../../harness/world/run-stretch.ts'
import { Testbed } from '../../../harness/world/testbed.ts'
import type { DeploymentEvent, Recording } from '../../../src/model/events.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { rehearse } from '../../rehearsal.ts'
import { describeWithManifests } from '../describe-with-manifests.ts'
import { makeRun } from '../real-run.ts'
import { PAUSE_MS, REGION, SERVICE, smallCanary } from './small-canary.ts'

const TIMEOUT_MS = 900_000
const { signal } = new AbortController()
const { traffic } = environmentSchema.parse({ traffic: { requestsPerSecond: 30 } })

const of = <K extends DeploymentEvent['kind']>({ events }: Recording, kind: K) =>
  events.filter((event): event is Extract<DeploymentEvent, { kind: K }> => event.kind === kind)
/** What simulator and clusters have to agree on. */
const story = (recording: Recording) => ({
  detected: of(recording, 'failure.detected').map(({ path }) => path),
  landed: of(recording, 'fault.landed').map(({ fault, target }) => [fault, target]),
  decided: of(recording, 'recovery.decided').map(({ by }) => by),
  verified: of(recording, 'recovery.verified').length,
  outcome: of(recording, 'deployment.finished').map(({ outcome }) => outcome),
})

await describeWithManifests(ROLLOUTS_MANIFESTS, 'a scenario whose production job is a canary', () => {
  const healthy = smallCanary('a healthy canary', 0)
  const faulty = smallCanary('a canary that answers with errors', 0.6)
  const scenarios = [healthy, faulty]
  const stack = new AsyncDisposableStack()
  let testbed: Testbed

  beforeAll(async () => {
    const { state } = stack.use(await makeRun())
    const needs = environmentNeeds(scenarios)
    const { fleet } = healthy
    const environment = stack.use(await environmentUp({ fleet, needs, signal, state, environment: { traffic } }))
    testbed = stack.use(await Testbed.start({ environment, fleet, seed: 1 }, signal))
    await commission(testbed, { scenarios, signal, say: () => {} })
  }, TIMEOUT_MS)
  afterAll(() => stack.disposeAsync(), TIMEOUT_MS)

  async function run(scenario: Scenario, stretch: number): Promise<Recording> {
    const recordings: Recording[] = []
    const onRecording = (one: Recording) => void recordings.push(one)
    const order = { scenario, seed: 1, stretch, deployments: 1, traffic, metrics: 'k6' as const }
    await runStretch(testbed, { ...order, signal, say: () => {}, onRecording })
    return recordings[0]!
  }

  /** Deployments and Rollouts that there are, and the revision that runs. */
  async function left() {
    const { namespace } = testbed.rollouts.place(REGION)
    const connection = testbed.rollouts.connection(REGION)
    const deployments = await connection.api(AppsV1Api, signal).listNamespacedDeployment({ namespace })
    const custom = connection.api(CustomObjectsApi, signal)
    const rollouts = await custom.listNamespacedCustomObject({ ...ROLLOUT_API, namespace })
    return {
      deployments: deployments.items.map(({ metadata, status }) => [metadata?.name, status?.availableReplicas]),
      rollouts: rollouts.items.length,
    }
  }
  const asBefore = { deployments: [[SERVICE, 4]], rollouts: 0 }

  it(
    'brings a healthy release to all pods, step by step, and leaves a Deployment',
    async () => {
      const before = testbed.releases.in(REGION, SERVICE)?.revision
      const recording = await run(healthy, 0)
      expect(story(recording)).toEqual(story(rehearse(healthy)[0]!))
      expect(story(recording)).toMatchObject({ detected: [], outcome: ['succeeded'] })
      const [rollout] = of(recording, 'rollout.finished')
      expect(rollout).toMatchObject({ service: SERVICE, region: REGION, healthy: true, pods: 4 })
      expect(rollout!.at - rollout!.from).toBeGreaterThan(2 * PAUSE_MS)
      expect(testbed.releases.in(REGION, SERVICE)?.revision).not.toBe(before)
      expect(await left()).toEqual(asBefore)
    },
    TIMEOUT_MS,
  )

  it(
    'aborts a release that answers with errors by its analysis, and the pipeline reverts it',
    async () => {
      const before = testbed.releases.in(REGION, SERVICE)?.revision
      const recording = await run(faulty, 1)
      expect(story(recording)).toEqual(story(rehearse(faulty)[0]!))
      expect(story(recording)).toMatchObject({ detected: ['analysis'], outcome: ['rolled-back'] })
      const [impact] = of(recording, 'impact.started')
      expect(impact?.failure).toMatchObject({ cause: 'code-defect', service: SERVICE, region: REGION })
      expect(testbed.releases.in(REGION, SERVICE)?.revision).toBe(before)
      expect(await left()).toEqual(asBefore)
    },
    TIMEOUT_MS,
  )
})
