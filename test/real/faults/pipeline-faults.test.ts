import { afterAll, beforeAll, expect, it } from 'vitest'
import { databasesComponent } from '../../../harness/databases/component.ts'
import { DatabaseJobs } from '../../../harness/databases/database-jobs.ts'
import { Aws } from '../../../harness/localstack/aws.ts'
import { localStackComponent } from '../../../harness/localstack/component.ts'
import { ScanJobs } from '../../../harness/scans/scan-jobs.ts'
import { scannersHere } from '../../../harness/scans/scanners.ts'
import { scratchFolder } from '../../../harness/scans/scratch-folder.ts'
import { checkOut } from '../../../harness/sources/check-out.ts'
import { SuiteJobs } from '../../../harness/suites/suite-jobs.ts'
import { Stacks } from '../../../harness/terraform/stacks.ts'
import { applyUnseen, type StateBackend } from '../../../harness/terraform/state-access.ts'
import { StateStore } from '../../../harness/terraform/state-store.ts'
import { TerraformJobs } from '../../../harness/terraform/terraform-jobs.ts'
import type { Process } from '../../../src/kernel/index.ts'
import { type FleetInput, fleetSchema } from '../../../src/model/fleet.ts'
import { RandomSource } from '../../../src/random/index.ts'
import type { World } from '../../../src/world/world.ts'
import { describeWith } from '../describe-with.ts'
import { job } from '../job.ts'
import { constant } from '../quick-service.ts'
import { region } from '../small-fleet.ts'
import { workOn } from '../terraform/state-bench.ts'
import { FaultBench, type ObservedDeployment, tableOf } from './fault-bench.ts'

const REGION = 'us-east-1'
const { signal } = new AbortController()
const fleet: FleetInput = {
  regions: [region(REGION)],
  services: [
    { name: 'payment', databases: ['bookings'], suites: [{ name: 'unit', kind: 'unit', duration: constant(500) }] },
  ],
  databases: [{ name: 'bookings', sizeGiB: 1 }],
  infrastructureResources: 5,
}

const TEST = job({ kind: 'test', name: 'unit', suites: 'unit', workers: 1 })
const SECRETS = job({ kind: 'scan', name: 'secrets', scan: 'secrets' })
const MIGRATE = job({ kind: 'migrate', name: 'migrate', validated: true, backwardCompatible: true })

describeWith(['docker', 'terraform', 'gitleaks'], 'faults of a real pipeline', () => {
  let bench: FaultBench
  let backend: StateBackend

  beforeAll(async () => {
    const parsed = fleetSchema.parse(fleet)
    bench = await FaultBench.of(fleet, 'no cluster', async ({ bench: made, kernel, inner, sources }) => {
      const [store, facts] = [await made.up(localStackComponent), await made.up(databasesComponent)]
      const { run } = made
      backend = { run, store, locking: 'dynamodb' }
      const stacks = new Stacks(parsed)
      await applyUnseen(stacks.stack(REGION), backend, signal)
      inner.terraform = new TerraformJobs(kernel, backend, stacks)
      const root = await scratchFolder()
      return {
        terraform: { backend, stacks, statesIn: (name) => [name] },
        databases: { facts, jobs: new DatabaseJobs(kernel, parsed, facts) },
        suites: new SuiteJobs(kernel, { run, fleet: parsed, databases: facts, random: new RandomSource(1) }),
        scans: new ScanJobs(kernel, {
          scanners: await scannersHere(false),
          sources: async (name) =>
            (await checkOut(parsed.services[0]!, sources.head(name), { root: root.path, seed: 1 })).folder,
          image: (name) => `no-such-image/${name}`,
          stacks: () => [stacks.stack(REGION)],
          notice: () => {},
        }),
      }
    })
  }, 600_000)
  afterAll(async () => {
    process.stdout.write(bench === undefined ? '' : tableOf(bench.rows))
    await bench?.[Symbol.asyncDispose]()
  }, 300_000)

  const services = ['payment']

  it('flaky-test: a suite fails although nothing is wrong, and passes when it is run again', async () => {
    const run = (attempt: number) => (world: World, deployment: ObservedDeployment) =>
      world.test({ job: 'unit payment', spec: TEST, service: 'payment', attempt }, deployment)
    const { row, deployment } = await bench.trial({ fault: 'flaky-test', service: 'payment', work: run(1) })
    expect(row).toMatchObject({ landed: true, proof: expect.stringContaining('a suite of payment failed') })
    expect(await bench.run(run(2)(bench.faulted, deployment))).toEqual({ ok: true })
  }, 300_000)

  it('leaked-secret: the scanner finds a made-up token, and nothing once the fault is out', async () => {
    const scan = (world: World, deployment: ObservedDeployment) =>
      world.scan({ job: 'secrets', spec: SECRETS }, deployment)
    const { row, deployment } = await bench.trial({ fault: 'leaked-secret', change: { services }, work: scan })
    expect(row).toMatchObject({ landed: true })
    expect(await bench.run(scan(bench.faulted, deployment))).toEqual({ ok: true })
  }, 300_000)

  it('migration-failure: the copy of the database refuses the migration, and takes the next one', async () => {
    const change = { services, databaseChange: true }
    const migrate = (world: World, deployment: ObservedDeployment) =>
      world.migrate({ job: 'migrate', spec: MIGRATE }, deployment)
    const { row, deployment } = await bench.trial({ fault: 'migration-failure', change, work: migrate })
    expect(row).toMatchObject({ landed: true })
    expect(await bench.run(migrate(bench.faulted, deployment))).toEqual({ ok: true })
  }, 300_000)

  it('migration-lock-wait: a migration waits for a transaction, and goes on when the fault is out', async () => {
    const change = { services, databaseChange: true }
    let result: unknown
    const migrate = function* (world: World, deployment: ObservedDeployment): Process {
      result = yield* world.migrate({ job: 'migrate', spec: { ...MIGRATE, validated: false } }, deployment)
    }
    const settings = { waitMs: 20_000 }
    const { row, deployment } = await bench.trial({ fault: 'migration-lock-wait', settings, change, work: migrate })
    expect(row).toMatchObject({ landed: true })
    expect(result).toBeUndefined()
    await bench.run(migrate(bench.faulted, deployment))
    expect(result).toEqual({ ok: true })
  }, 300_000)

  it.each(['state-lock-conflict', 'abandoned-lock'])(
    '%s: a plan meets the lock of a colleague, which is gone afterwards',
    async (fault) => {
      const store = new StateStore(new Aws(backend.store.endpoint, signal), backend.store)
      const work = workOn(REGION)
      const plan = function* (world: World, deployment: ObservedDeployment): Process {
        for (;;) {
          const result = yield* world.plan(work, deployment)
          if (!result.ok) return
          yield 1_000
        }
      }
      const { row, deployment } = await bench.trial({ fault, region: REGION, change: { services }, work: plan })
      expect(row).toMatchObject({ landed: true, proof: expect.stringContaining('(lock ') })
      expect(await store.lockOf(REGION)).toBeUndefined()
      expect(await bench.run(bench.faulted.plan(work, deployment))).toMatchObject({ ok: true })
    },
    300_000,
  )
})
