import type { Process } from '../../kernel/index.ts'
import { isAdditive } from '../../model/additive-migration.ts'
import { blueGreenDatabaseSchema } from '../../model/mechanisms/operations.ts'
import type { Deployment, MigrateWork, Result } from '../world.ts'
import { PURPOSE } from './purpose.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

/** Schema migrations: tried on a copy where the pipeline does that, then run on production behind a lock. */
export class Migrations {
  private readonly state: SimState

  constructor(state: SimState) {
    this.state = state
  }

  *run(work: MigrateWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const { database, people } = this.state.mechanisms
    const entity = this.state.key('deployment')
    const steps = new Steps(this.state.kernel, work.job, deployment)
    const bad = d.draws.chance(database.failure, entity, PURPOSE.migrationFailure)
    if (work.spec.validated) {
      yield* steps.take('migration', d.draws.machine(database.validation, entity, PURPOSE.validation))
      if (bad && d.draws.chance(database.validationCatches, entity, PURPOSE.validationCatches)) {
        deployment.record({ kind: 'flaw.caught', at: this.state.kernel.now, flaw: 'bad migration', by: 'validation' })
        return failed('the migration failed on a copy of production')
      }
    }
    if (work.spec.by === 'person') {
      yield* steps.take('manual-step', d.draws.person(people.manualStep, entity, PURPOSE.migration))
    }
    if (work.spec.method === 'blue-green') return yield* this.onReplica(bad, steps, d)
    yield* steps.take('lock-wait', d.draws.machine(database.lockWait, entity, PURPOSE.lockWait))
    yield* steps.take('migration', d.draws.machine(database.migration, entity, PURPOSE.migration))
    d.cannotGoBack = d.change.irreversible && !isAdditive(work.spec)
    if (work.spec.by === 'person') {
      yield* steps.take('review', d.draws.person(database.verifyByHand, entity, PURPOSE.migrationVerify))
    }
    if (bad) {
      if (!deployment.reachedProduction) deployment.record({ kind: 'production.reached', at: this.state.kernel.now })
      return failed('the migration failed on production')
    }
    return { ok: true }
  }

  /** A replica is migrated, catches up and takes over. One that fails is thrown away: production has not seen it. */
  private *onReplica(bad: boolean, steps: Steps, d: SimDeployment): Process<Result> {
    const { database, blueGreenDatabase = DEFAULT_BLUE_GREEN } = this.state.mechanisms
    const entity = this.state.key('deployment')
    yield* steps.take('migration', d.draws.machine(database.migration, entity, PURPOSE.migration))
    if (bad) return failed('the migration failed on the replica')
    yield* steps.take('migration', d.draws.machine(blueGreenDatabase.catchUp, entity, PURPOSE.catchUp))
    yield* steps.take('lock-wait', d.draws.machine(blueGreenDatabase.switchOver, entity, PURPOSE.switchOver))
    if (d.change.irreversible) d.canGoBackUntil = this.state.kernel.now + blueGreenDatabase.window
    return { ok: true }
  }
}

const DEFAULT_BLUE_GREEN = blueGreenDatabaseSchema.parse({})

const failed = (message: string): Result => ({
  ok: false,
  failure: { class: 'migration-failure', cause: 'migration', message },
})
