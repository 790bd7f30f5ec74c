import type { RealCause, Rule, WorkSeen } from '../../src/faults/hooks.ts'
import type { Process } from '../../src/kernel/index.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { Actions } from './actions.ts'
import type { CauseInForce } from './kind-interceptions.ts'
import { holdTable, type LongTransaction } from './long-transaction.ts'
import { type FaultParts, need, type Stoppable } from './parts.ts'
import { removalSignal } from './waiting.ts'

/** What the causes of rules are made of. */
export interface CauseOptions {
  readonly parts: FaultParts
  readonly deployment: Deployment
  readonly actions: Actions
  readonly rule: Rule
}

/** The real thing behind a cause, for one fault of one deployment. Throws when the environment lacks the part. */
export function causeInForce(cause: RealCause, options: CauseOptions): CauseInForce {
  const { parts, deployment, actions, rule } = options
  switch (cause) {
    case 'lost-race': {
      const suites = need(parts.suites, 'test suites')
      return at(({ service }) => service !== undefined && suites.loseRace(service, deployment))
    }
    case 'planted-secret': {
      const scans = need(parts.scans, 'scanners')
      actions.onRemoval(() => scans.unplant('secrets', deployment))
      return at(() => scans.plant('secrets', deployment))
    }
    case 'broken-migration': {
      const { jobs } = need(parts.databases, 'databases')
      actions.onRemoval(() => jobs.impose(undefined, deployment))
      return at(() => jobs.breakMigrationOf(deployment))
    }
    case 'table-lock':
      return tableLock(options, rule.effect.kind === 'delay' ? rule.effect.ms : 0)
    case 'registry-outage':
      // It has been stopped: builds fail by themselves.
      return at(() => {})
    case 'argocd-outage':
      return stopped(need(parts.gitops, 'delivery by GitOps').controller, actions)
    case 'lost-webhook':
      return stopped(need(parts.gitops?.webhook, 'webhook of a delivery by GitOps'), actions)
  }
}

/** A cause that takes no time. */
const at = (act: (work: WorkSeen) => unknown): CauseInForce => ({
  *prepare(work): Process {
    act(work)
  },
})

function tableLock({ parts, deployment, actions }: CauseOptions, forMs: number): CauseInForce {
  const { jobs } = need(parts.databases, 'databases')
  let transaction: LongTransaction | undefined
  return {
    *prepare(): Process {
      const database = jobs.databaseIn(deployment)
      if (database === undefined || transaction !== undefined) return
      const holding = actions.start(`holding a table of ${database}`, async (signal) => {
        transaction = await holdTable(parts, { database, forMs, signal }, actions)
      })
      yield holding
    },
    shows: () => transaction?.blocks === true,
  }
}

/** Stopped when the first work comes, and started when the fault is taken out. Work waits for it as soon as it is down. */
function stopped(part: Stoppable, actions: Actions): CauseInForce {
  let isDown = false
  let isAsked = false
  return {
    *prepare(): Process {
      if (isAsked) return
      isAsked = true
      yield actions.start('stopping a part of the delivery', async (signal) => {
        actions.onRemoval(() => part.start(removalSignal()))
        await part.stop(signal)
        isDown = true
      })
    },
    shows: () => isDown && (part.shows?.() ?? true),
  }
}
