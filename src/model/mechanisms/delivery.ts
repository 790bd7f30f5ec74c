import { z } from 'zod'
import { distributionSchema, lognormal } from '../distribution.ts'
import { parameter } from '../parameter.ts'
import { countSchema, millisSchema, ratioSchema } from '../schema.ts'
import { minutes, seconds } from '../units.ts'

/** The machines that run jobs. */
export const runnersSchema = z.strictObject({
  overhead: parameter(distributionSchema, lognormal({ median: seconds(14), sigma: 0.35 }), {
    unit: 'ms',
    about: 'before a job does its own work: start of the job container, checkout, download of artefacts',
    assumed: [seconds(5), seconds(40)],
    why: 'depends on the executor; public job logs show 10 to 30 s before the first script line',
  }),
  failure: parameter(ratioSchema, 0.0005, {
    unit: 'ratio',
    about: 'a job is lost because its runner is',
    assumed: [0.0001, 0.005],
    why: 'spot runners more, fixed machines less',
  }),
})

/** Images: layers, caches, registry. */
export const buildSchema = z.strictObject({
  coldDependencies: parameter(distributionSchema, lognormal({ median: seconds(30), sigma: 0.3 }), {
    unit: 'ms',
    about: 'fetching the packages of one JVM service again when the dependency cache has nothing under its key',
    assumed: [seconds(15), seconds(120)],
    why: 'some 100 MiB in a few hundred files; depends on the proxy',
    tuned: true,
  }),
  daemonStart: parameter(distributionSchema, lognormal({ median: seconds(8), sigma: 0.3 }), {
    unit: 'ms',
    about: 'start and warm-up of the build daemon (a JVM) for one build',
    assumed: [seconds(4), seconds(20)],
    why: 'the Gradle documentation says that the daemon saves the start-up and JIT warm-up, without a figure',
  }),
  cacheImport: parameter(distributionSchema, lognormal({ median: seconds(2), sigma: 0.4 }), {
    unit: 'ms',
    about: 'reading the cache manifest from the registry',
    assumed: [seconds(1), seconds(6)],
    why: 'one manifest of some hundred KiB and a few round trips',
  }),
  registryMiBPerSecond: parameter(z.number().gt(0), 60, {
    unit: 'MiB/s',
    about: 'layers between a builder and the registry',
    assumed: [20, 200],
    why: 'compression bounds an export near 50 MiB/s a core (gzip), the network above that',
  }),
  cacheExportShare: parameter(ratioSchema, 0.5, {
    unit: 'ratio',
    about: 'of the layers that mode=max exports, the part that the final image does not have anyway',
    assumed: [0.2, 1],
    why: 'multi-stage JVM images: the build stage is larger than the final one',
  }),
  retentionDays: parameter(z.number().gt(0), 14, {
    unit: 'count',
    about: 'days after which the registry forgets a cache that nobody read',
    assumed: [7, 30],
    why: 'a usual clean-up policy',
  }),
  refKeyStaleHit: parameter(ratioSchema, 0.02, {
    unit: 'ratio',
    about: 'a source layer keyed by branch name is taken from the cache although the source changed',
    assumed: [0.001, 0.2],
    why: 'depends on what else is in the key; the published case had it happen, without a rate',
  }),
})

/** Test suites. */
export const testSchema = z.strictObject({
  containerStart: parameter(distributionSchema, lognormal({ median: seconds(9), sigma: 0.3 }), {
    unit: 'ms',
    about: 'PostgreSQL and Redis containers of one suite: start, wait for ready, load the schema',
    assumed: [seconds(4), seconds(25)],
    why: 'measured on the kind environment for small schemas; larger schemas take longer',
  }),
  sharedStateSetUp: parameter(distributionSchema, lognormal({ median: seconds(25), sigma: 0.4 }), {
    unit: 'ms',
    about: 'bringing a shared database into the state that one suite needs',
    assumed: [seconds(15), minutes(3)],
    why: 'depends on the size of the fixture',
    tuned: true,
  }),
  shardOverhead: parameter(millisSchema, seconds(2), {
    unit: 'ms',
    about: 'what each further worker of a suite costs: start, distribution, merging of reports',
    assumed: [seconds(1), seconds(10)],
    why: 'start of one JVM',
  }),
  shardImbalance: parameter(z.number().min(1), 1.15, {
    unit: 'ratio',
    about: 'longest shard against the mean shard',
    assumed: [1.05, 1.5],
    why: 'tests are indivisible',
  }),
  unitCatches: parameter(ratioSchema, 0.6, {
    unit: 'ratio',
    about: 'unit suites find a defect of the changed service',
    assumed: [0.3, 0.8],
    why: 'unit testing removes 15 to 50 % of defects, all tests together up to 85 % (C. Jones, Software Defect Removal Efficiency, 2011)',
  }),
  integrationCatches: parameter(ratioSchema, 0.7, {
    unit: 'ratio',
    about: 'integration suites find a defect that got so far',
    assumed: [0.4, 0.85],
    why: 'as above',
  }),
})

/** Scans. */
export const scanSchema = z.strictObject({
  image: parameter(distributionSchema, lognormal({ median: seconds(14), sigma: 0.35 }), {
    unit: 'ms',
    about: 'container scan of one image, data base present',
    assumed: [seconds(5), seconds(60)],
    why: 'grows with the number of packages',
  }),
  unchangedImage: parameter(distributionSchema, lognormal({ median: seconds(2.5), sigma: 0.3 }), {
    unit: 'ms',
    about: 'scan of an image that was scanned before: its layers are known, only the new findings are matched',
    assumed: [seconds(1), seconds(8)],
    why: 'Trivy keeps the analysis of a layer under its digest, so only the matching is left',
  }),
  source: parameter(distributionSchema, lognormal({ median: seconds(20), sigma: 0.35 }), {
    unit: 'ms',
    about: 'static analysis, secrets, licences or policy checks of one change set',
    assumed: [seconds(10), minutes(3)],
    why: 'incremental runs on changed files',
  }),
  newFindingPerDay: parameter(ratioSchema, 0.0004, {
    unit: 'ratio',
    about: 'the vulnerability data base learns overnight of a HIGH or CRITICAL finding in the image of a service',
    assumed: [0.0001, 0.005],
    why: 'depends on the base image; shared base images make findings come in clusters',
  }),
  findingInChange: parameter(ratioSchema, 0.0008, {
    unit: 'ratio',
    about: 'a changed lock file brings a HIGH or CRITICAL finding',
    assumed: [0.0002, 0.01],
    why: 'depends on who updates dependencies',
  }),
})

/** Argo CD. */
export const gitopsSchema = z.strictObject({
  commit: parameter(distributionSchema, lognormal({ median: seconds(5), sigma: 0.4 }), {
    unit: 'ms',
    about: 'rendering the new revisions into the configuration repository and pushing',
    assumed: [seconds(2), seconds(20)],
    why: 'a clone, a commit, a push',
  }),
  pollInterval: parameter(millisSchema, seconds(120), {
    unit: 'ms',
    about: 'timeout.reconciliation: how often Git is asked',
    source: 'Argo CD 3.x, argocd-cm: timeout.reconciliation 120s',
  }),
  pollJitter: parameter(millisSchema, seconds(60), {
    unit: 'ms',
    about: 'timeout.reconciliation.jitter: uniform on top of the interval',
    source: 'Argo CD 3.x, argocd-cm: timeout.reconciliation.jitter 60s',
  }),
  webhook: parameter(z.boolean(), false, {
    unit: 'switch',
    about: 'Git tells Argo CD of a commit, so nobody waits for the poll',
    assumed: [0, 1],
    why: 'the published case does not say; polling is the default',
  }),
  refresh: parameter(distributionSchema, lognormal({ median: seconds(3), sigma: 0.4 }), {
    unit: 'ms',
    about: 'rendering the manifests of one application and comparing them with the cluster',
    assumed: [seconds(1), seconds(15)],
    why: 'depends on the chart; the manifest cache is cold after a commit',
  }),
  statusProcessors: parameter(countSchema.min(1), 20, {
    unit: 'count',
    about: 'applications compared at once',
    source: 'Argo CD, argocd-application-controller --status-processors 20',
  }),
  operationProcessors: parameter(countSchema.min(1), 10, {
    unit: 'count',
    about: 'applications synced at once',
    source: 'Argo CD, argocd-application-controller --operation-processors 10',
  }),
  applyPerApplication: parameter(distributionSchema, lognormal({ median: 1_500, sigma: 0.4 }), {
    unit: 'ms',
    about: 'one sync operation: dry run and apply of the objects of one application',
    assumed: [500, 8_000],
    why: 'a handful of objects, one API call each, twice',
  }),
  retryLimit: parameter(countSchema, 5, { unit: 'count', about: 'sync retries', source: 'the published sync policy' }),
  retryBackOff: parameter(millisSchema, seconds(5), {
    unit: 'ms',
    about: 'first back-off, doubling',
    source: 'the published sync policy',
  }),
  retryMaxBackOff: parameter(millisSchema, minutes(3), {
    unit: 'ms',
    about: 'longest back-off',
    source: 'the published sync policy',
  }),
})
