import { Lock, type Process, withTimeout } from '../../kernel/index.ts'
import type { Millis } from '../../model/units.ts'
import type { Deployment, PlanResult, RegionWork, Result, StateWork } from '../world.ts'
import type { DriftLog } from './drift.ts'
import type { Flaw } from './flaw.ts'
import type { Health } from './health.ts'
import { PURPOSE } from './purpose.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

/**
 * Terraform: one lock a state, a refresh of every resource, an apply of what differs. A busy lock fails at once with
 * `-lock-timeout=0s` and is tried again until the timeout otherwise (developer.hashicorp.com/terraform/language/state/locking).
 */
export class Terraform {
  private readonly state: SimState
  private readonly drift: DriftLog
  private readonly health: Health
  private readonly locks = new Map<string, Lock>()

  constructor(state: SimState, drift: DriftLog, health: Health) {
    this.state = state
    this.drift = drift
    this.health = health
  }

  *changedStates(work: RegionWork, d: SimDeployment, deployment: Deployment): Process<readonly string[]> {
    const all =
      work.spec.states === 'per-region' ? [work.region] : this.drift.teams.map((team) => `${work.region}/${team}`)
    if (!work.spec.skipUnchanged) return all
    const { terraform } = this.state.mechanisms
    const steps = new Steps(this.state.kernel, work.job, deployment, { region: work.region })
    yield* steps.take('plan', d.draws.machine(terraform.checksum, this.state.key(work.region), PURPOSE.checksum))
    if (!d.change.infrastructureChange) return []
    return [all[Math.floor(d.draws.scope.uniform(this.state.key('deployment'), PURPOSE.victim) * all.length)]!]
  }

  *plan(work: StateWork, d: SimDeployment, deployment: Deployment): Process<PlanResult> {
    const { terraform } = this.state.mechanisms
    const entity = this.state.key(work.region)
    const steps = new Steps(this.state.kernel, work.job, deployment, { region: work.region })
    // Providers and modules are fetched before the lock is asked for.
    yield* steps.take('plan', d.draws.machine(terraform.init, entity, PURPOSE.init))
    const locked = yield* this.lock(work, deployment, steps)
    if (!locked.ok) return locked
    try {
      yield* steps.take('plan', this.refresh(work, d))
    } finally {
      this.unlock(work, deployment)
    }
    const drift = this.drift.in(work.region, teamOf(work))
    const own = d.change.infrastructureChange
      ? Math.round(d.draws.value(terraform.changesPerApply, entity, PURPOSE.changesPerApply))
      : 0
    return { ok: true, changes: own + drift.changes, drift: drift.changes > 0, destructive: drift.harmful }
  }

  *apply(work: StateWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const { terraform } = this.state.mechanisms
    const entity = this.state.key(work.region)
    const steps = new Steps(this.state.kernel, work.job, deployment, { region: work.region })
    const locked = yield* this.lock(work, deployment, steps)
    if (!locked.ok) return locked
    try {
      yield* steps.take('apply', this.applyTime(work, d))
    } finally {
      this.unlock(work, deployment)
    }
    const drift = this.drift.in(work.region, teamOf(work))
    this.drift.clear(work.region, teamOf(work))
    if (drift.harmful) {
      const flaw: Flaw = {
        id: `drift in ${work.region}`,
        cause: 'drift',
        service: d.change.services[0] ?? [...this.state.services.keys()][0]!,
        symptom: { kind: 'platform-damage', ratio: 1 },
        stage: 'infrastructure',
        caughtBy: undefined,
      }
      this.health.damage(flaw, d, deployment)
    }
    if (d.draws.chance(terraform.lockHolderCrash, entity, PURPOSE.holderCrash)) this.abandon(work, deployment)
    return { ok: true }
  }

  private *lock(work: StateWork, deployment: Deployment, steps: Steps): Process<Result> {
    const { kernel } = this.state
    const lock = this.lockOf(work.state)
    const holder = holderOf(deployment)
    const from = kernel.now
    let acquired = lock.tryAcquire(holder)
    if (!acquired && work.spec.lockTimeoutMs > 0) {
      acquired = !(yield* withTimeout(kernel, work.spec.lockTimeoutMs, lock.acquire(holder))).timedOut
      steps.since('lock-wait', from)
    }
    deployment.record({
      kind: 'lock',
      at: kernel.now,
      job: work.job,
      lock: `state ${work.state}`,
      wait: kernel.now - from,
      acquired,
    })
    if (acquired) return { ok: true }
    return {
      ok: false,
      failure: {
        class: 'state-locked',
        cause: 'state-lock-conflict',
        message: `state ${work.state} is locked by deployment ${lock.holder}`,
        region: work.region,
      },
    }
  }

  private unlock(work: StateWork, deployment: Deployment): void {
    const lock = this.lockOf(work.state)
    if (lock.holder === holderOf(deployment)) lock.release(holderOf(deployment))
  }

  /** The process died with the lock in its hand: somebody has to force it open. */
  private abandon(work: StateWork, deployment: Deployment): void {
    this.lockOf(work.state).tryAcquire(`abandoned by ${holderOf(deployment)}`)
  }

  /** The state that another team's apply touches: the region's only one, or that of a team chosen by `u`. */
  stateOfTeam(region: string, u: number): string {
    const { teams } = this.drift
    return this.hasStatePerTeam ? `${region}/${teams[Math.floor(u * teams.length)]!}` : region
  }

  /** Somebody else waits for a state's lock and holds it for so long. */
  *heldBy(holder: string, state: string, ms: Millis): Process {
    const lock = this.lockOf(state)
    if (!lock.tryAcquire(holder)) yield* lock.acquire(holder)
    try {
      yield ms
    } finally {
      if (lock.holder === holder) lock.release(holder)
    }
  }

  private get hasStatePerTeam(): boolean {
    const jobs = this.state.scenario.pipeline.stages.flatMap((stage) => stage.jobs)
    return jobs.some((job) => job.kind === 'terraform' && job.states === 'per-team')
  }

  /** Another team takes a lock: of the region's state, and of the state of one team. Returns how it is let go. */
  seize(region: string, holder: string): () => void {
    const taken = this.contested(region).filter((lock) => lock.tryAcquire(holder))
    return () => {
      for (const lock of taken) if (lock.holder === holder) lock.release(holder)
    }
  }

  /** Who holds one of the locks that {@link seize} takes, if anybody. */
  holderIn(region: string): string | undefined {
    return this.contested(region).find((lock) => lock.holder !== undefined)?.holder
  }

  /** Runs that wait for one of them. */
  waitingIn(region: string): number {
    return this.contested(region).reduce((sum, lock) => sum + lock.waiting, 0)
  }

  private contested(region: string): Lock[] {
    return [region, ...this.drift.teams.slice(0, 1).map((team) => `${region}/${team}`)].map((state) =>
      this.lockOf(state),
    )
  }

  /** Opens an abandoned lock by hand (`terraform force-unlock`). */
  forceUnlock(state: string): boolean {
    return this.lockOf(state).forceRelease()
  }

  private lockOf(state: string): Lock {
    let lock = this.locks.get(state)
    if (lock === undefined) {
      lock = new Lock(this.state.kernel, { name: `state ${state}` })
      this.locks.set(state, lock)
    }
    return lock
  }

  private refresh(work: StateWork, d: SimDeployment): number {
    const { terraform } = this.state.mechanisms
    const share = work.spec.states === 'per-team' ? 1 / this.drift.teams.length : 1
    const resources = this.state.scenario.fleet.infrastructureResources * share
    return Math.round((d.draws.slowness * resources * terraform.refreshPerResource) / terraform.parallelism)
  }

  /** Resources one by one on `parallelism` workers, as the graph walk does when nothing depends on anything. */
  private applyTime(work: StateWork, d: SimDeployment): number {
    const { terraform } = this.state.mechanisms
    const entity = this.state.key(work.region)
    const own = d.change.infrastructureChange
      ? Math.round(d.draws.value(terraform.changesPerApply, entity, PURPOSE.changesPerApply))
      : 0
    const changes = own + this.drift.in(work.region, teamOf(work)).changes
    const workers = new Float64Array(terraform.parallelism)
    for (let i = 0; i < changes; i++) {
      let free = 0
      for (let w = 1; w < workers.length; w++) if (workers[w]! < workers[free]!) free = w
      workers[free]! += d.draws.machine(terraform.applyPerChange, entity, PURPOSE.apply, i)
    }
    return Math.round(Math.max(...workers))
  }
}

/** Whose state it is; undefined where a region has one state. */
const teamOf = (work: StateWork): string | undefined =>
  work.spec.states === 'per-team' ? work.state.slice(work.region.length + 1) : undefined

const holderOf = (deployment: Deployment): string => `${deployment.address.stretch}.${deployment.address.deployment}`
