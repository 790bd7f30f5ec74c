import { z } from 'zod'
import { defineFault } from '../fault-kind.ts'
import { landed, missed } from '../landing.ts'

/** A crashed run left the lock of the Terraform state behind. */
export const abandonedLock = defineFault({
  name: 'abandoned-lock',
  about: 'a crashed run left the lock of the Terraform state behind',
  selects: ['region'],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: false,
  inKind: 'not built yet: the conditional write in LocalStack',
  proof: 'the state says who holds its lock, and a plan or an apply met it',
  detectedBy: 'state-lock',
  recovery: 'by-hand',
  removal: 'somebody forces it open (terraform force-unlock)',
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
    return landed(`state of ${region}`, `job ${asked.hits[0]!.job} meets a lock held by ${lock.holder}`)
  },
  trial: { deployments: { infrastructureChanges: 1 } },
})
