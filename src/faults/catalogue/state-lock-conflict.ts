import { z } from 'zod'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'

/** Another team holds the lock of the Terraform state. */
export const stateLockConflict = defineFault({
  name: 'state-lock-conflict',
  about: 'another team holds the lock of the Terraform state',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: minutes(10),
  sim: true,
  kind: false,
  inKind: 'not built yet: the conditional write in LocalStack',
  proof: 'the state says who holds its lock, and a plan or an apply met it',
  detectedBy: 'state-lock',
  recovery: 'alone',
  removal: 'the other team lets go when the duration is over',
  *inject(site) {
    const { hooks } = site
    const region = hooks.regions(site.selector)[0]
    if (region === undefined) return missed('the selector fits no region')
    const lock = hooks.lockStates(region)
    hooks.claim('state-locked')
    const asked = hooks.intercept({
      at: ['plan'],
      matches: (work) => work.region === region,
      effect: { kind: 'delay', ms: 0, step: 'lock-wait' },
    })
    yield* asked.changed.until(() => asked.hits.length > 0)
    site.acted()
    if (lock.holder !== 'another team') return missed(`the state of ${region} is held by ${lock.holder ?? 'nobody'}`)
    return landed(`state of ${region}`, `job ${asked.hits[0]!.job} meets a lock held by ${lock.holder}`, function* () {
      const got = (): boolean =>
        hooks.history.some((event) => event.kind === 'lock' && event.lock.startsWith('state') && event.wait > 0)
      yield* hooks.recorded.until(got)
      return 'state-lock' as const
    })
  },
  trial: { deployments: { infrastructureChanges: 1 } },
})
