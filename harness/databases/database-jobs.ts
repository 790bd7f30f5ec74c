import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import { isAdditive } from '../../src/model/additive-migration.ts'
import { formatAddress } from '../../src/model/events.ts'
import type { Fleet } from '../../src/model/fleet.ts'
import { type Deployment, type MigrateWork, type Result, step, type World } from '../../src/world/world.ts'
import { urlOf } from './addresses.ts'
import type { DatabaseFacts } from './component.ts'
import { isServerError } from './connection.ts'
import { damagedBookings, workAs } from './inspection.ts'
import type { Schema } from './ledger.ts'
import type { MigrationKind } from './migration.ts'
import { MigrationRun } from './migration-run.ts'
import { validateOnCopy } from './validation.ts'

/** How migrations are run. */
export interface DatabaseJobsOptions {
  /** How long a migration waits for the lock of its table before it gives up. Default 30 s. */
  readonly lockTimeoutMs?: number
}

const DEFAULT_LOCK_TIMEOUT_MS = 30_000

/** Bookings that a version which was brought back writes before somebody looks at the data. */
const BOOKINGS_AFTER_REVERT = 5

/** A migration that was run, for going back. */
interface Migrated {
  readonly database: string
  readonly kind: MigrationKind
  readonly from: Schema
}

/** Serves `migrate` with PostgreSQL, and tells what going back over a migration does to the data. */
export class DatabaseJobs implements Pick<World, 'migrate'> {
  private readonly kernel: Kernel
  private readonly fleet: Fleet
  private readonly facts: DatabaseFacts
  private readonly lockTimeoutMs: number
  private readonly migrated = new Map<string, Migrated>()
  /** Kinds of migrations that somebody wrote although the pipeline allows others. */
  private readonly imposed = new Map<string, MigrationKind>()

  constructor(kernel: Kernel, fleet: Fleet, facts: DatabaseFacts, options: DatabaseJobsOptions = {}) {
    this.kernel = kernel
    this.fleet = fleet
    this.facts = facts
    this.lockTimeoutMs = options.lockTimeoutMs ?? DEFAULT_LOCK_TIMEOUT_MS
  }

  /** The migration of this deployment will be one that the data do not allow. */
  breakMigrationOf(deployment: Deployment): void {
    this.impose('broken', deployment)
  }

  /** The migration of this deployment will be of a kind, whatever the pipeline allows; undefined takes that back. */
  impose(kind: MigrationKind | undefined, { address }: Deployment): void {
    if (kind === undefined) this.imposed.delete(formatAddress(address))
    else this.imposed.set(formatAddress(address), kind)
  }

  /** The database that a deployment migrates; undefined when it changes none. */
  databaseIn(deployment: Deployment): string | undefined {
    return deployment.change.databaseChange ? this.databaseOf(deployment) : undefined
  }

  /** Whether a migration of this deployment ran that changed what the data mean, so that the version before cannot work with them. */
  changedMeaning(deployment: Deployment): boolean {
    return this.migrated.get(formatAddress(deployment.address))?.kind === 'irreversible'
  }

  /** Migrates the database of the first changed service that has one. */
  *migrate(work: MigrateWork, deployment: Deployment): Process<Result> {
    const database = this.databaseOf(deployment)
    if (!deployment.change.databaseChange || database === undefined) return { ok: true }
    const kind = this.kindOf(work, deployment)
    if (work.spec.validated) {
      const problem = yield* this.validate(work, database, kind, deployment)
      if (problem !== undefined) {
        deployment.record({ kind: 'flaw.caught', at: this.kernel.now, flaw: 'bad migration', by: 'validation' })
        return failed(`on a copy of ${database}: ${problem}`)
      }
    }
    try {
      yield* this.run(work, database, kind, deployment)
      return { ok: true }
    } catch (error) {
      if (!isServerError(error)) throw error
      const { kernel } = this
      if (!deployment.reachedProduction) deployment.record({ kind: 'production.reached', at: kernel.now })
      return failed(`on ${database}: ${error.message}`)
    }
  }

  /**
   * The version before is back and does its work: whether that damages data, which it does when the migration of this deployment changed
   * what they mean.
   */
  *corruptsAfterRevert(deployment: Deployment): Process<boolean> {
    const migrated = this.migrated.get(formatAddress(deployment.address))
    if (migrated === undefined) return false
    const url = urlOf(this.facts.postgres, migrated.database)
    return yield* external(this.kernel, async (signal) => {
      const before = await damagedBookings(url, signal)
      await workAs(migrated.from, url, BOOKINGS_AFTER_REVERT, signal)
      return (await damagedBookings(url, signal)) > before
    })
  }

  private *validate(
    work: MigrateWork,
    database: string,
    kind: MigrationKind,
    deployment: Deployment,
  ): Process<string | undefined> {
    const from = this.kernel.now
    const settings = { kind, lockTimeoutMs: this.lockTimeoutMs, compatible: isAdditive(work.spec) }
    const found = yield* external(this.kernel, (signal) =>
      validateOnCopy(this.facts.postgres, database, settings, signal),
    )
    deployment.record(step(this.kernel.now, from, work.job, 'migration'))
    return found.problem
  }

  private *run(work: MigrateWork, database: string, kind: MigrationKind, deployment: Deployment): Process<void> {
    const { kernel, lockTimeoutMs } = this
    const url = urlOf(this.facts.postgres, database)
    const run = yield* external(kernel, (signal) => MigrationRun.begin(url, { kind, lockTimeoutMs }, signal))
    const from = kernel.now
    // As in the simulator a step: `lock` events are of locks that deployments take from each other.
    const waited = (): void => deployment.record(step(kernel.now, from, work.job, 'lock-wait'))
    try {
      yield* external(kernel, (signal) => run.lock(signal))
      waited()
      const lockedAt = kernel.now
      yield* external(kernel, (signal) => run.change(signal))
      deployment.record(step(kernel.now, lockedAt, work.job, 'migration'))
      this.migrated.set(formatAddress(deployment.address), { database, kind, from: run.migration.from })
    } catch (error) {
      if (isServerError(error) && error.code === LOCK_NOT_AVAILABLE) waited()
      throw error
    } finally {
      yield* external(kernel, () => run[Symbol.asyncDispose]())
    }
  }

  /** A pipeline that allows only compatible migrations has none that cannot be gone back over. */
  private kindOf(work: MigrateWork, deployment: Deployment): MigrationKind {
    const imposed = this.imposed.get(formatAddress(deployment.address))
    if (imposed !== undefined) return imposed
    return deployment.change.irreversible && !isAdditive(work.spec) ? 'irreversible' : 'compatible'
  }

  private databaseOf(deployment: Deployment): string | undefined {
    return deployment.change.services
      .flatMap((name) => this.fleet.services.find((service) => service.name === name)?.databases ?? [])
      .find((database) => this.facts.databases.includes(database))
  }
}

/** `lock_timeout` ran out. */
const LOCK_NOT_AVAILABLE = '55P03'

const failed = (message: string): Result => ({
  ok: false,
  failure: { class: 'migration-failure', cause: 'migration', message: `the migration failed ${message}` },
})
