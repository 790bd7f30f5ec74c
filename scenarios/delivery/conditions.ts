import {
  constant,
  type DeliveryStrategyInput,
  defineScenario,
  fintech,
  gitops,
  hours,
  lognormal,
  uniform,
  withStrategy,
} from 'seatrial'

/** A fleet of the published kind, small enough that four scenarios take seconds. */
export const fleet = fintech({ services: 20, databases: 5 })

/** The same bad releases for every strategy: many of them, and all of a kind that pods are healthy with. */
const mechanisms = {
  defects: { perChangedService: 0.1, crashing: 0, errorRatio: uniform(0.05, 0.4) },
  // Nothing before production finds them, so that what is compared is the strategy.
  test: { unitCatches: 0, integrationCatches: 0 },
  detection: { stagingCatchesErrors: 0 },
}

/** A few changes a deployment, four deployments a day, a week a stretch. */
const deployments = {
  perDay: 4,
  officeHours: { from: hours(9), to: hours(17) },
  changedServices: lognormal({ median: 3, sigma: 0.3 }),
  slowDay: constant(1),
  databaseChanges: 0,
  daysPerStretch: 5,
}

/** The pipeline after, with another way to give new versions their traffic. */
export const delivered = (name: string, description: string, strategy: DeliveryStrategyInput) =>
  defineScenario({
    name: `delivery/${name}`,
    description,
    fleet,
    pipeline: withStrategy(gitops({ rollback: 'guarded' }), strategy),
    deployments,
    mechanisms,
  })
