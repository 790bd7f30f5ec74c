import { afterAll, beforeAll, expect, it } from 'vitest'
import { databasesComponent } from '../../../harness/databases/component.ts'
import { DatabaseJobs } from '../../../harness/databases/database-jobs.ts'
import { placeOf } from '../../../harness/kind/facts.ts'
import { localStackComponent } from '../../../harness/localstack/component.ts'
import { terraformComponent } from '../../../harness/terraform/component.ts'
import { Stacks } from '../../../harness/terraform/stacks.ts'
import { applyUnseen, lookAtPlan, type StateBackend } from '../../../harness/terraform/state-access.ts'
import { external, type Process } from '../../../src/kernel/index.ts'
import { faultSchema } from '../../../src/model/fault.ts'
import { type FleetInput, fleetSchema } from '../../../src/model/fleet.ts'
import type { World } from '../../../src/world/world.ts'
import { describeWith } from '../describe-with.ts'
import { BUILD, DEPLOY, job } from '../job.ts'
import { quick } from '../quick-service.ts'
import { region } from '../small-fleet.ts'
import { FaultBench, type ObservedDeployment, tableOf } from './fault-bench.ts'

const REGION = 'us-east-1'
const { signal } = new AbortController()
const fleet: FleetInput = {
  regions: [region(REGION)],
  services: [
    {
      ...quick('payment'),
      databases: ['bookings'],
      strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: 600_000 },
    },
  ],
  databases: [{ name: 'bookings', sizeGiB: 1 }],
  infrastructureResources: 5,
}

const MIGRATE = job({ kind: 'migrate', name: 'migrate', validated: false, backwardCompatible: false })

/** Builds the service, migrates its database when the deployment says so, and rolls it out. */
function* release(world: World, deployment: ObservedDeployment): Process {
  yield* world.build({ job: 'images payment', spec: BUILD, service: 'payment' }, deployment)
  yield* world.migrate({ job: 'migrate', spec: MIGRATE }, deployment)
  deployment.record({ kind: 'production.reached', at: 0 })
  yield* world.deploy({ job: 'production', spec: DEPLOY, region: REGION, services: ['payment'] }, deployment)
}

describeWith(['docker', 'kind', 'terraform'], 'faults of real infrastructure and data', () => {
  let bench: FaultBench
  let backend: StateBackend
  let stacks: Stacks
  let hasProvider = false

  beforeAll(async () => {
    const parsed = fleetSchema.parse(fleet)
    bench = await FaultBench.of(fleet, { nodes: 1 }, async ({ bench: made, kernel, clusters }) => {
      const store = await made.up(localStackComponent)
      hasProvider = (await made.up(terraformComponent)).kubernetesProvider
      const facts = await made.up(databasesComponent)
      const { kubeconfig, context, namespace } = placeOf(clusters, REGION)
      const places = new Map(hasProvider ? [[REGION, { kubeconfig, context, namespace }]] : [])
      backend = { run: made.run, store, locking: 'dynamodb' }
      stacks = new Stacks(parsed, { places })
      await applyUnseen(stacks.stack(REGION), backend, signal)
      return {
        terraform: { backend, stacks, statesIn: (name) => [name] },
        databases: { facts, jobs: new DatabaseJobs(kernel, parsed, facts) },
      }
    })
    await bench.run(release(bench.faulted, bench.deployment({ services: ['payment'] })))
  }, 600_000)
  afterAll(async () => {
    process.stdout.write(bench === undefined ? '' : tableOf(bench.rows))
    await bench?.[Symbol.asyncDispose]()
  }, 300_000)

  it.for(['drift', 'destructive-plan'])(
    '%s: a plan shows what was changed by hand, and nothing once it is taken out',
    { timeout: 600_000 },
    async (fault, test) => {
      test.skip(!hasProvider, 'the kubernetes provider can neither be downloaded nor found in a mirror')
      const { row } = await bench.trial({ fault, region: REGION, change: { services: ['payment'] } })
      expect(row).toMatchObject({ landed: true, proof: expect.stringContaining('shows 1 changes by hand, 0 before') })
      expect(await lookAtPlan(stacks.stack(REGION), backend, signal)).toMatchObject({ changes: 0, drift: false })
    },
  )

  it('destructive-plan: whoever refuses the plan takes the edit back, while the fault is still in', async (test) => {
    test.skip(!hasProvider, 'the kubernetes provider can neither be downloaded nor found in a mirror')
    const { kernel, faulted } = bench
    const deployment = bench.deployment({ services: ['payment'] })
    const fault = faultSchema.parse({ kind: 'destructive-plan', selector: { region: REGION } })
    const look = () => external(kernel, () => lookAtPlan(stacks.stack(REGION), backend, signal))
    const seen = await bench.run(
      (function* () {
        const injection = kernel.spawn(faulted.inject(fault, deployment))
        while (!injection.done && deployment.of('fault.landed').length === 0) yield 250
        const before = yield* look()
        const takenBack = yield* external(kernel, () => bench.takeDriftBack(REGION))
        const after = yield* look()
        injection.interrupt('the trial is over')
        while (!injection.done) yield injection
        return { before, takenBack, after }
      })(),
    )
    expect(seen).toMatchObject({
      before: { drift: true, destructive: true },
      takenBack: 1,
      after: { changes: 0, drift: false, destructive: false },
    })
    expect(deployment.of('fault.ended')).toHaveLength(1)
    expect(await lookAtPlan(stacks.stack(REGION), backend, signal)).toMatchObject({ changes: 0, drift: false })
  }, 600_000)

  it('irreversible-migration: the version before damages data when it comes back', async () => {
    bench.sources.change('payment')
    const change = { services: ['payment'], databaseChange: true }
    const { row, deployment } = await bench.trial({
      fault: 'irreversible-migration',
      service: 'payment',
      change,
      work: release,
    })
    expect(row).toMatchObject({ landed: true })
    await bench.run(bench.kubectl.rollBackByHand(deployment))
    expect(await bench.run(bench.parts.databases!.jobs.corruptsAfterRevert(deployment))).toBe(true)
  }, 600_000)
})
