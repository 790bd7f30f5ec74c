import { constant, defineScenario, fintech, gitops, hours } from 'seatrial'
import { withJobs } from '../faults/mistakes/conditions.ts'

const fleet = fintech({ services: 200 })
const alike = { officeHours: { from: hours(9), to: hours(17) }, slowDay: constant(1), warmUpDays: 0 }

/** Dependencies that nobody wrote down: a service that cannot do without the new version of another one. Nothing else is wrong. */
const mechanisms = {
  defects: { coupledChange: 0.05, perChangedService: 0 },
  scan: { newFindingPerDay: 0, findingInChange: 0 },
}

/** 200 services in one go, in no order and with no way back. */
export const bigBang = defineScenario({
  name: 'operations/migration/big-bang',
  description: 'All 200 services in one deployment, no order, no way back',
  fleet,
  pipeline: withJobs({ ...gitops(), rollback: { policy: 'none' } }, 'deploy', { waves: false }),
  deployments: { ...alike, perDay: 1, changedServices: constant(200), daysPerStretch: 1 },
  mechanisms,
})

/** The same 200 services in twenty weeks: a deployment of ten services a week, the least critical first. */
export const incremental = defineScenario({
  name: 'operations/migration/incremental',
  description:
    'Ten services a week for twenty weeks, the least critical first, each after what it depends on, with a way back',
  fleet,
  pipeline: withJobs(gitops(), 'deploy', { waves: true }),
  deployments: {
    ...alike,
    perDay: 0.2,
    changedServices: constant(10),
    order: 'least-critical-first',
    daysPerStretch: 100,
  },
  mechanisms,
})
