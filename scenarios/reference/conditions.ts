import { fintech, hours, lognormal, minutes, uniform } from 'seatrial'

/** The fleet of the published case: 200 services, three regions, 45 databases, 30 third parties. */
export const fleet = fintech({ services: 200 })

const SOURCE = 'The 18-Minute Deployment'

/** What was published of the pipeline before (results: printed beside the simulated ones, never used by them). */
export const publishedBefore = [
  { metric: 'deployment.duration', statistic: 'mean', value: minutes(210), source: SOURCE },
  { metric: 'deployment.duration', statistic: 'p95', value: minutes(270), source: SOURCE },
  { metric: 'change.failure.rate', statistic: 'rate', value: 0.15, source: SOURCE },
  { metric: 'recovery.duration', statistic: 'mean', value: minutes(120), source: SOURCE },
  { metric: 'stage.build.duration', statistic: 'mean', value: minutes(45), source: SOURCE },
  { metric: 'stage.test.duration', statistic: 'mean', value: minutes(50), source: SOURCE },
  { metric: 'stage.infrastructure.duration', statistic: 'mean', value: minutes(55), source: SOURCE },
  { metric: 'stage.deploy-production.duration', statistic: 'mean', value: minutes(60), source: SOURCE },
  { metric: 'manual.steps', statistic: 'mean', value: 47, source: SOURCE },
  { metric: 'engineer.hours', statistic: 'mean', value: 7, source: SOURCE },
]

/** The same for the pipeline after. */
export const publishedAfter = [
  { metric: 'deployment.duration', statistic: 'mean', value: minutes(18), source: SOURCE },
  { metric: 'deployment.duration', statistic: 'p95', value: minutes(24), source: SOURCE },
  { metric: 'change.failure.rate', statistic: 'rate', value: 0.003, source: SOURCE },
  { metric: 'recovery.duration', statistic: 'mean', value: minutes(8), source: SOURCE },
  { metric: 'stage.build.duration', statistic: 'mean', value: minutes(6), source: SOURCE },
  { metric: 'stage.infrastructure.duration', statistic: 'mean', value: minutes(3), source: SOURCE },
  { metric: 'manual.steps', statistic: 'mean', value: 2, source: SOURCE },
  { metric: 'engineer.hours', statistic: 'mean', value: 0.5, source: SOURCE },
]

/** What both pipelines are given alike. */
const alike = {
  officeHours: { from: hours(9), to: hours(17) },
  slowDay: lognormal({ median: 1, sigma: 0.08 }),
}

/** Two release trains a day, of a size that two people can shepherd. */
export const twoADay = {
  ...alike,
  perDay: 2,
  changedServices: lognormal({ median: 23, sigma: 0.2 }),
  jitter: uniform(0, minutes(20)),
  daysPerStretch: 5,
}

/** Eight deployments a day, of what was merged since the last. */
export const eightADay = {
  ...alike,
  perDay: 8,
  changedServices: lognormal({ median: 15, sigma: 0.35 }),
  jitter: uniform(0, minutes(20)),
  daysPerStretch: 5,
}
