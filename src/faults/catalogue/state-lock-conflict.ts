import { z } from 'zod'
import { withTimeout } from '../../kernel/index.ts'
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
  kind: true,
  inKind:
    'another Terraform takes the locks of the states of the region and asks a question that is answered at the end',
  proof: 'the state says who holds its lock, and a plan or an apply met it',
  detectedBy: 'state-lock',
  recovery: 'alone',
  removal: 'the other team lets go when the duration is over',
  *inject(site) {
    const { hooks } = site
    const region = hooks.regions(site.selector)[0]
    if (region === undefined) return missed('the selector fits no region')
    const lock = hooks.lockState(region, 'at-work')
    hooks.claim('state-locked')
    const isRefused = (): boolean =>
      hooks.history.some(
        (event) => event.kind === 'lock' && event.lock.startsWith(`state ${region}`) && !event.acquired,
      )
    // A run that is refused may be the last thing that the deployment does: waiting for the next look would be too late.
    while (lock.waiting === 0 && !isRefused()) yield* withTimeout(hooks.kernel, 1_000, hooks.recorded.until(isRefused))
    site.acted()
    const how = lock.waiting > 0 ? 'waits for' : 'was refused'
    return landed(`state of ${region}`, `a run ${how} a lock that is held by ${lock.holder ?? 'nobody'}`, function* () {
      const got = (): boolean =>
        hooks.history.some((event) => event.kind === 'lock' && event.lock.startsWith('state') && event.wait > 0)
      yield* hooks.recorded.until(got)
      return 'state-lock' as const
    })
  },
  trial: { real: { jobs: ['terraform'], durationMs: 20_000 }, deployments: { infrastructureChanges: 1 } },
})
