import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databasesComponent } from '../../../harness/databases/component.ts'
import { Connection } from '../../../harness/databases/connection.ts'
import { copyDatabase } from '../../../harness/databases/copy.ts'
import { damagedBookings, refusalOf, schemaOf } from '../../../harness/databases/inspection.ts'
import { FINE, FIRST_SCHEMA } from '../../../harness/databases/ledger.ts'
import { lockWaitOf } from '../../../harness/databases/lock-watch.ts'
import { MigrationRun } from '../../../harness/databases/migration-run.ts'
import { TableReader } from '../../../harness/databases/table-reader.ts'
import { describeWith } from '../describe-with.ts'
import { RecordedDeployment } from '../real-time.ts'
import { databaseBench, migrateWork } from './database-bench.ts'

const { signal } = new AbortController()

const deploymentOf = (service: string, irreversible = false) =>
  new RecordedDeployment(1, { services: [service], databaseChange: true, irreversible })

/** How long a migration waited for the lock of its table, each time. */
const lockWaits = (deployment: RecordedDeployment): number[] =>
  deployment.of('step').flatMap(({ step, at, from }) => (step === 'lock-wait' ? [at - from] : []))

describeWith(['docker'], 'migrations on PostgreSQL', () => {
  let bench: Awaited<ReturnType<typeof databaseBench>>
  beforeAll(async () => {
    bench = await databaseBench()
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  it('run on PostgreSQL 14 beside Redis 7, both on loopback', async () => {
    const status = await databasesComponent.status(bench.bench.run, bench.facts, signal)
    expect(status).toMatchObject([
      { name: 'postgres', isUp: true, detail: expect.stringMatching(/^version 14\..* 9 databases$/) },
      { name: 'redis', isUp: true },
    ])
  })

  it('expand first and contract later, so that the version before always works', async () => {
    const { jobs, run } = bench.jobs()
    const url = bench.url('expand-db')
    for (const version of [1, 2, 3]) {
      const before = await schemaOf(url, signal)
      const deployment = deploymentOf('expand')
      const work = migrateWork({ validated: true, backwardCompatible: true })
      expect(await run(jobs.migrate(work, deployment))).toEqual({ ok: true })
      expect(deployment.steps).toEqual(['migration', 'lock-wait', 'migration'])
      expect(await schemaOf(url, signal)).toEqual({ version, scale: 1 })
      expect(await refusalOf(before, url, signal)).toBeUndefined()
    }
    expect(await refusalOf({ version: 1, scale: 1 }, url, signal)).toContain('note_1')
    expect(await damagedBookings(url, signal)).toBe(0)
  })

  it('that fail are stopped by a trial on a copy, and production keeps its schema', async () => {
    const { jobs, run } = bench.jobs()
    const deployment = deploymentOf('broken')
    jobs.breakMigrationOf(deployment)
    const result = await run(jobs.migrate(migrateWork({ validated: true }), deployment))
    expect(result).toMatchObject({
      ok: false,
      failure: {
        class: 'migration-failure',
        cause: 'migration',
        message: expect.stringContaining('contains null values'),
      },
    })
    expect(deployment.of('flaw.caught')).toMatchObject([{ flaw: 'bad migration', by: 'validation' }])
    expect(deployment.reachedProduction).toBe(false)
    expect(await schemaOf(bench.url('broken-db'), signal)).toEqual(FIRST_SCHEMA)
  })

  it('that fail without a trial fail on production, which rolls all of it back', async () => {
    const { jobs, run } = bench.jobs()
    const deployment = deploymentOf('broken-unseen')
    jobs.breakMigrationOf(deployment)
    const result = await run(jobs.migrate(migrateWork(), deployment))
    expect(result).toMatchObject({ ok: false, failure: { class: 'migration-failure' } })
    expect(deployment.reachedProduction).toBe(true)
    expect(await schemaOf(bench.url('broken-unseen-db'), signal)).toEqual(FIRST_SCHEMA)
    expect(await refusalOf(FIRST_SCHEMA, bench.url('broken-unseen-db'), signal)).toBeUndefined()
  })

  it('that cannot be undone damage data when the version before comes back', async () => {
    const { jobs, run } = bench.jobs()
    const url = bench.url('undo-db')
    const deployment = deploymentOf('undo', true)
    expect(await run(jobs.migrate(migrateWork(), deployment))).toEqual({ ok: true })
    expect(await schemaOf(url, signal)).toEqual({ version: 1, scale: FINE })
    expect(await damagedBookings(url, signal)).toBe(0)
    expect(await run(jobs.corruptsAfterRevert(deployment))).toBe(true)
    expect(await damagedBookings(url, signal)).toBe(5)
  })

  it('that only expand do no damage when the version before comes back', async () => {
    const { jobs, run } = bench.jobs()
    const deployment = deploymentOf('kept', true)
    expect(await run(jobs.migrate(migrateWork({ backwardCompatible: true }), deployment))).toEqual({ ok: true })
    expect(await run(jobs.corruptsAfterRevert(deployment))).toBe(false)
  })

  it('wait for a long read, as the server shows, and everybody else waits behind them', async () => {
    const { jobs, run } = bench.jobs()
    const url = bench.url('queue-db')
    const deployment = deploymentOf('queue')
    const reader = await TableReader.open(url, signal)
    const migrating = run(jobs.migrate(migrateWork(), deployment))
    await using observer = await Connection.open(url, 'test observer', signal)
    await using other = await Connection.open(url, 'test reader', signal)
    const waiting = `SELECT pid FROM pg_stat_activity WHERE application_name = 'seatrial migration' AND wait_event_type = 'Lock'`
    await expect.poll(() => observer.rows(waiting, [], signal)).toHaveLength(1)
    const [migration] = await observer.rows<{ pid: number }>(waiting, [], signal)
    expect(await lockWaitOf(migration!.pid, observer, signal)).toEqual({
      blockers: [reader.pid],
      blocking: expect.stringContaining('FROM pg_locks'),
    })

    const reading = other.rows('SELECT count(*) FROM booking', [], signal)
    await expect.poll(() => lockWaitOf(other.pid, observer, signal)).toMatchObject({ blockers: [migration!.pid] })
    await pause(500)
    await reader[Symbol.asyncDispose]()
    expect(await migrating).toEqual({ ok: true })
    await reading
    expect(lockWaits(deployment)).toEqual([expect.toSatisfy((ms: number) => ms >= 500)])
  })

  it('give up when they do not get their lock in time', async () => {
    const { jobs, run } = bench.jobs({ lockTimeoutMs: 400 })
    const deployment = deploymentOf('timeout')
    await using _reader = await TableReader.open(bench.url('timeout-db'), signal)
    const result = await run(jobs.migrate(migrateWork(), deployment))
    expect(result).toMatchObject({
      ok: false,
      failure: { class: 'migration-failure', message: expect.stringContaining('lock timeout') },
    })
    expect(lockWaits(deployment)).toEqual([expect.toSatisfy((ms: number) => ms >= 400)])
  })

  it('are tried on a copy made as a template, or by a dump while others are connected', async () => {
    const { postgres } = bench.facts
    const count = async (database: string) => {
      await using connection = await Connection.open(bench.url(database), 'test', signal)
      return (await connection.rows<{ n: number }>('SELECT count(*)::integer AS n FROM booking', [], signal))[0]?.n
    }
    {
      await using copy = await copyDatabase(postgres, 'copy-db', 'copied', signal)
      expect([copy.by, await count('copied')]).toEqual(['template', 10_000])
    }
    await using _service = await Connection.open(bench.url('copy-db'), 'a service', signal)
    {
      await using copy = await copyDatabase(postgres, 'copy-db', 'copied', signal)
      expect([copy.by, await count('copied')]).toEqual(['dump', 10_000])
    }
    await expect(Connection.open(bench.url('copied'), 'test', signal)).rejects.toMatchObject({ code: '3D000' })
  })

  it('that are interrupted while they wait leave neither a session nor a change', async () => {
    const { jobs, run } = bench.jobs()
    const url = bench.url('aborted-db')
    await using _reader = await TableReader.open(url, signal)
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 500)
    await expect(run(jobs.migrate(migrateWork(), deploymentOf('aborted')), controller.signal)).rejects.toThrow()
    await using observer = await Connection.open(url, 'test', signal)
    const sessions = `SELECT pid FROM pg_stat_activity WHERE application_name = 'seatrial migration' AND datname = 'aborted-db'`
    expect(await observer.rows(sessions, [], signal)).toEqual([])
    expect(await schemaOf(url, signal)).toEqual(FIRST_SCHEMA)
  })

  it('can be begun and left without a trace', async () => {
    const url = bench.url('copy-db')
    const settings = { kind: 'compatible', lockTimeoutMs: 1_000 } as const
    await using run = await MigrationRun.begin(url, settings, signal)
    await run.lock(signal)
    await run[Symbol.asyncDispose]()
    expect(await schemaOf(url, signal)).toEqual(FIRST_SCHEMA)
  })
})
