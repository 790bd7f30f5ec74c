import { z } from 'zod'
import { withTimeout } from '../../kernel/index.ts'
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
  kind: true,
  inKind:
    'another Terraform takes the locks of the states of the region and is killed; they are forced open at the end',
  proof: 'the state says who holds its lock, and a plan or an apply met it',
  detectedBy: 'state-lock',
  recovery: 'by-hand',
  removal: 'somebody forces it open (terraform force-unlock)',
  *inject(site) {
    const { hooks } = site
    const region = hooks.regions(site.selector)[0]
    if (region === undefined) return missed('the selector fits no region')
    const lock = hooks.lockState(region, 'gone')
    hooks.claim('state-locked')
    const isRefused = (): boolean =>
      hooks.history.some(
        (event) => event.kind === 'lock' && event.lock.startsWith(`state ${region}`) && !event.acquired,
      )
    // A run that is refused may be the last thing that the deployment does: waiting for the next look would be too late.
    while (lock.waiting === 0 && !isRefused()) yield* withTimeout(hooks.kernel, 1_000, hooks.recorded.until(isRefused))
    site.acted()
    const how = lock.waiting > 0 ? 'waits for' : 'was refused'
    return landed(`state of ${region}`, `a run ${how} a lock that is held by ${lock.holder ?? 'nobody'}`)
  },
  trial: { real: { jobs: ['terraform'] }, deployments: { infrastructureChanges: 1 } },
})
