import { z } from 'zod'
import { distributionSchema, lognormal } from '../distribution.ts'
import { parameter } from '../parameter.ts'
import { countSchema, millisSchema, ratioSchema } from '../schema.ts'
import { minutes, seconds } from '../units.ts'

/** Terraform and what it manages. */
export const terraformSchema = z.strictObject({
  init: parameter(distributionSchema, lognormal({ median: seconds(8), sigma: 0.3 }), {
    unit: 'ms',
    about: 'terraform init with a plugin cache, and taking the state lock',
    assumed: [seconds(4), seconds(30)],
    why: 'depends on the number of providers',
  }),
  refreshPerResource: parameter(millisSchema, 900, {
    unit: 'ms',
    about: 'reading one resource from the cloud API, throttling included',
    assumed: [200, 2_000],
    why: 'one to three API calls of 100 to 300 ms each, with rate limits',
  }),
  parallelism: parameter(countSchema.min(1), 10, {
    unit: 'count',
    about: 'resources worked on at once',
    source: 'Terraform CLI, -parallelism=10',
  }),
  applyPerChange: parameter(distributionSchema, lognormal({ median: seconds(35), sigma: 0.6 }), {
    unit: 'ms',
    about: 'creating or changing one resource',
    assumed: [seconds(5), minutes(3)],
    why: 'from seconds (a rule) to minutes (a load balancer, a node group)',
  }),
  changesPerApply: parameter(
    distributionSchema,
    { kind: 'discrete', values: [3, 6, 12, 25], weights: [4, 3, 2, 1] },
    {
      unit: 'count',
      about: 'resources that one infrastructure change touches in a region',
      assumed: [3, 25],
      why: 'depends on the change',
    },
  ),
  checksum: parameter(distributionSchema, lognormal({ median: seconds(12), sigma: 0.3 }), {
    unit: 'ms',
    about: 'finding out by checksum that no state has changed inputs',
    assumed: [seconds(3), seconds(40)],
    why: 'hashing a tree and reading the hashes of the last apply',
  }),
  driftPerRegionDay: parameter(z.number().min(0), 0.05, {
    unit: 'per day',
    about: 'somebody changes infrastructure of a region by hand',
    assumed: [0.01, 0.5],
    why: 'organisational',
  }),
  driftHarm: parameter(ratioSchema, 0.35, {
    unit: 'ratio',
    about: 'an apply over drift that nobody saw takes away something that production needs',
    assumed: [0.1, 0.8],
    why: 'most manual changes are small; the published case had one that would have destroyed production',
  }),
  lockHolderCrash: parameter(ratioSchema, 0.0005, {
    unit: 'ratio',
    about: 'an apply dies and leaves its state lock behind',
    assumed: [0.0001, 0.005],
    why: 'cancelled jobs and lost runners',
  }),
})

/** Migrations. */
export const databaseSchema = z.strictObject({
  migration: parameter(distributionSchema, lognormal({ median: seconds(20), sigma: 0.8 }), {
    unit: 'ms',
    about: 'running one schema migration on production data',
    assumed: [seconds(2), minutes(10)],
    why: 'most are metadata changes; a rewrite grows with the table',
  }),
  lockWait: parameter(distributionSchema, lognormal({ median: 800, sigma: 1 }), {
    unit: 'ms',
    about: 'waiting for the exclusive lock behind open transactions',
    assumed: [100, 30_000],
    why: 'depends on the longest transaction',
  }),
  verifyByHand: parameter(distributionSchema, lognormal({ median: minutes(4), sigma: 0.4 }), {
    unit: 'ms',
    about: 'checking by hand that a migration did what it should',
    assumed: [minutes(1), minutes(15)],
    why: 'organisational',
  }),
  validation: parameter(distributionSchema, lognormal({ median: seconds(60), sigma: 0.5 }), {
    unit: 'ms',
    about: 'trying the migration on a copy of production, with regression and integrity checks',
    assumed: [seconds(20), minutes(20)],
    why: 'the copy exists already; the time is that of the queries',
  }),
  failure: parameter(ratioSchema, 0.02, {
    unit: 'ratio',
    about: 'a migration that was never tried on real data fails or damages something',
    assumed: [0.005, 0.1],
    why: 'no published rate was found',
  }),
  validationCatches: parameter(ratioSchema, 0.95, {
    unit: 'ratio',
    about: 'trying it on a copy finds such a migration',
    assumed: [0.8, 0.99],
    why: 'a copy has the data, not the load',
  }),
})

/** DNS and load balancers. */
export const networkSchema = z.strictObject({
  dnsChange: parameter(distributionSchema, lognormal({ median: seconds(50), sigma: 0.4 }), {
    unit: 'ms',
    about: 'writing a weighted record until all name servers answer with it',
    source: 'Amazon Route 53 documentation: changes usually reach all servers within 60 seconds',
  }),
  targetHealthy: parameter(distributionSchema, lognormal({ median: seconds(150), sigma: 0.35 }), {
    unit: 'ms',
    about: 'until a load balancer counts the new targets as healthy: 5 checks every 30 s',
    source: 'Elastic Load Balancing defaults: HealthCheckIntervalSeconds 30, HealthyThresholdCount 5',
  }),
})

/** Monitoring. */
export const detectionSchema = z.strictObject({
  scrapeInterval: parameter(millisSchema, seconds(15), {
    unit: 'ms',
    about: 'Prometheus scrape interval',
    source: 'the published monitoring settings',
  }),
  ruleInterval: parameter(millisSchema, seconds(30), {
    unit: 'ms',
    about: 'Prometheus rule interval',
    source: 'the published monitoring settings',
  }),
  alertFor: parameter(millisSchema, seconds(60), {
    unit: 'ms',
    about: '`for` of the alert on the error rate of a release',
    assumed: [0, minutes(10)],
    why: 'the dashboards promise detection in under 2 min, which leaves no more than a minute',
  }),
  notification: parameter(millisSchema, seconds(30), {
    unit: 'ms',
    about: 'group_wait of the notifier before it speaks for the first time',
    source: 'Prometheus Alertmanager, route.group_wait 30s',
  }),
  syntheticInterval: parameter(millisSchema, minutes(5), {
    unit: 'ms',
    about: 'period of the synthetic check of the main user journeys',
    assumed: [minutes(1), minutes(15)],
    why: 'products offer 1 to 15 minutes',
  }),
  alertErrorRatio: parameter(ratioSchema, 0.02, {
    unit: 'ratio',
    about: 'error share of a service from which its alert fires',
    assumed: [0.005, 0.1],
    why: 'above the usual noise, below what users accept',
  }),
  watchNotices: parameter(distributionSchema, lognormal({ median: minutes(5), sigma: 0.6 }), {
    unit: 'ms',
    about: 'until a person who watches rollouts sees that new pods keep failing and stops',
    assumed: [minutes(1), minutes(15)],
    why: 'a slow start and a crash look alike for some minutes',
  }),
  smokeSuite: parameter(distributionSchema, lognormal({ median: seconds(20), sigma: 0.3 }), {
    unit: 'ms',
    about: 'the automatic smoke test of a whole environment',
    assumed: [seconds(5), minutes(3)],
    why: 'a few requests to each changed service, side by side',
  }),
  smokeTestCatches: parameter(ratioSchema, 0.6, {
    unit: 'ratio',
    about: 'a smoke test of a service shows a defect in production',
    assumed: [0.3, 0.9],
    why: 'it covers the main path only',
  }),
  stagingCatchesCrash: parameter(ratioSchema, 0.9, {
    unit: 'ratio',
    about: 'a service that would not start in production does not start in staging either',
    assumed: [0.6, 0.98],
    why: 'unless the cause is in what differs between the two',
  }),
  stagingCatchesErrors: parameter(ratioSchema, 0.55, {
    unit: 'ratio',
    about: 'staging, with its checks, shows a defect that answers with errors',
    assumed: [0.3, 0.85],
    why: 'staging has neither the data nor the load of production',
    tuned: true,
  }),
  syntheticCatches: parameter(ratioSchema, 0.3, {
    unit: 'ratio',
    about: 'one synthetic check meets a defect that the alert on the error rate is too coarse for',
    assumed: [0.05, 0.8],
    why: 'it covers the main journeys only',
  }),
})

/** What is wrong with changes before anybody looks. */
export const defectsSchema = z.strictObject({
  perChangedService: parameter(ratioSchema, 0.005, {
    unit: 'ratio',
    about: 'the change of one service has a defect that would hurt production',
    assumed: [0.001, 0.02],
    why: 'after code review and local tests; no published rate per change was found',
    tuned: true,
  }),
  crashing: parameter(ratioSchema, 0.4, {
    unit: 'ratio',
    about: 'of the defects, those that keep new pods from becoming ready; the rest answer with errors',
    assumed: [0.1, 0.7],
    why: 'configuration and wiring against logic',
  }),
  errorRatio: parameter(distributionSchema, lognormal({ median: 0.1, sigma: 1 }), {
    unit: 'ratio',
    about: 'share of requests that fail in a service with a defect that answers with errors',
    assumed: [0.01, 0.5],
    why: 'depends on the path that is hit',
  }),
  crashAfter: parameter(distributionSchema, lognormal({ median: seconds(12), sigma: 0.5 }), {
    unit: 'ms',
    about: 'from the start of a container to its crash, when a defect keeps it from starting',
    assumed: [seconds(2), seconds(60)],
    why: 'somewhere during the start of the application',
  }),
  coupledChange: parameter(ratioSchema, 0.02, {
    unit: 'ratio',
    about: 'a changed service needs the new version of a dependency that is changed by the same deployment',
    assumed: [0.005, 0.2],
    why: 'depends on how strictly interfaces are kept compatible',
  }),
})
