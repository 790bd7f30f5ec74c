import { type ConstantNoteInput, fintech, fintechAssumptions, hours, lognormal, minutes, uniform } from 'seatrial'

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

/** Constants that went into the data of these scenarios: into the fleet, and into what stands above. */
export const assumptions: ConstantNoteInput[] = [
  ...fintechAssumptions({ services: 200 }),
  {
    path: 'deployments.changedServices.sigma',
    about: 'spread of the number of changed services (standard deviation of the logarithm)',
    unit: 'number',
    assumed: [0.1, 0.7],
    why: 'release trains of a chosen size vary less than what happens to be merged; it sets much of the spread of times',
    tuned: true,
    scales: ['deployments.changedServices.sigma'],
  },
  {
    path: 'deployments.slowDay.sigma',
    about: 'spread of the slow-day factor (standard deviation of the logarithm)',
    unit: 'number',
    assumed: [0.02, 0.25],
    why: 'the published P95 lies 29 % above the mean, which independent steps alone would not give',
    tuned: true,
    scales: ['deployments.slowDay.sigma'],
  },
  {
    path: 'deployments.jitter',
    about: 'how long after its slot a deployment is started',
    unit: 'ms',
    assumed: [minutes(1), minutes(30)],
    why: 'people and merges are not punctual',
    scales: ['deployments.jitter'],
  },
  {
    path: 'deployments.observation',
    about: 'how long production is watched after a deployment before it counts as succeeded',
    unit: 'ms',
    assumed: [minutes(15), hours(4)],
    why: 'what shows later is rarely put down to the deployment',
    scales: ['deployments.observation'],
  },
  {
    path: 'pipeline.releaseEngineers',
    about: 'people who can work on deployments at once',
    unit: 'count',
    assumed: [1, 5],
    why: 'the published cost counts five engineers a deployment, not all of them at the keyboard',
    scales: ['pipeline.releaseEngineers'],
  },
  {
    path: 'pipeline.attendants',
    about: 'people who stay with a deployment from its trigger to its end',
    unit: 'count',
    assumed: [1, 5],
    why: 'the published engineer-hours are two people for the length of a deployment, and less than one after',
    tuned: true,
    scales: ['pipeline.attendants'],
  },
]
