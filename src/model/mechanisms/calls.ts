import { z } from 'zod'
import { distributionSchema, lognormal, uniform } from '../distribution.ts'
import { parameter } from '../parameter.ts'
import { countSchema, millisSchema, ratioSchema } from '../schema.ts'
import { seconds } from '../units.ts'

const PUBLISHED = 'the published circuit breaker of third-party hosts'

/** The circuit breaker in front of third parties: outlier detection, and the connection pool of each caller's sidecar. */
export const breakerSchema = z.strictObject({
  enabled: parameter(z.boolean(), true, {
    unit: 'switch',
    about: 'sidecars eject hosts of third parties that answer with errors, and bound connections to them',
    source: PUBLISHED,
  }),
  consecutiveErrors: parameter(countSchema.min(1), 5, {
    unit: 'count',
    about: 'errors in a row after which a host is ejected',
    source: `${PUBLISHED}; consecutive_5xx of Envoy has the same default`,
  }),
  interval: parameter(millisSchema.min(1), seconds(30), {
    unit: 'ms',
    about: 'time between two sweeps, which are when ejected hosts come back',
    source: `${PUBLISHED} (default of Envoy: 10 s)`,
  }),
  baseEjection: parameter(millisSchema.min(1), seconds(30), {
    unit: 'ms',
    about: 'ejection time; multiplied by the number of ejections in a row',
    source: `${PUBLISHED}; base_ejection_time of Envoy has the same default`,
  }),
  maxEjection: parameter(millisSchema.min(1), seconds(300), {
    unit: 'ms',
    about: 'longest ejection time',
    source: 'Envoy outlier detection, max_ejection_time: default 300 s',
  }),
  maxEjectedRatio: parameter(ratioSchema, 0.5, {
    unit: 'ratio',
    about: 'share of the hosts that may be ejected at once',
    source: PUBLISHED,
  }),
  minHealthyRatio: parameter(ratioSchema, 0.4, {
    unit: 'ratio',
    about: 'below this share of healthy hosts all hosts are used again, ejected or not (panic)',
    source: PUBLISHED,
  }),
  connections: parameter(countSchema.min(1), 100, {
    unit: 'count',
    about: 'connections of one sidecar to one third party',
    source: PUBLISHED,
  }),
  pending: parameter(countSchema, 50, {
    unit: 'count',
    about: 'calls that wait for a connection; one more fails at once',
    source: PUBLISHED,
  }),
  requests: parameter(countSchema.min(1), 100, {
    unit: 'count',
    about: 'calls under way from one sidecar to one third party',
    source: PUBLISHED,
  }),
  requestsPerConnection: parameter(countSchema.min(1), 2, {
    unit: 'count',
    about: 'calls after which a connection is closed',
    source: PUBLISHED,
  }),
  connect: parameter(millisSchema, 60, {
    unit: 'ms',
    about: 'opening one connection to a third party: TCP and TLS handshakes',
    assumed: [20, 300],
    why: 'two or three round trips over the public network',
  }),
})

/** Another host that calls of an ejected third party go to. */
export const backupSchema = z.strictObject({
  enabled: parameter(z.boolean(), true, {
    unit: 'switch',
    about: 'each third party has a backup host in the same pool, which is called while the first one is ejected',
    source: 'the published case: traffic shifts to a backup',
  }),
  availability: parameter(ratioSchema, 0.99, {
    unit: 'ratio',
    about: 'share of the calls to a backup that are answered',
    assumed: [0.9, 0.999],
    why: 'a second provider, or cached answers; rarely exercised, so less reliable than the first',
  }),
})

/** The sidecars of a service mesh, and the paths that are not to be slowed by them. */
export const meshSchema = z.strictObject({
  perHop: parameter(distributionSchema, uniform(5, 10), {
    unit: 'ms',
    about: 'added to each hop by the sidecars on both sides',
    source: 'the published case: 5 to 10 ms a request with Istio (1 to 2 ms with Linkerd)',
  }),
  objective: parameter(millisSchema.min(1), 100, {
    unit: 'ms',
    about: 'latency objective of requests to services of the tier `critical`',
    source: 'the published case: paths with an SLA below 100 ms',
  }),
  bypass: parameter(z.boolean(), true, {
    unit: 'switch',
    about: 'calls on the way of a request with a tight objective go around the mesh',
    source: 'the published case: low-latency paths bypass the mesh',
  }),
})

/**
 * Requests on their way through the service graph. A scenario that does not have this part counts the requests of each service
 * by itself: nothing spreads from one service to another.
 */
export const callsSchema = z.strictObject({
  share: parameter(ratioSchema, 0.5, {
    unit: 'ratio',
    about: 'share of the requests to a service that make it call one of its dependencies, for each of them',
    assumed: [0.1, 1],
    why: 'traces of production show that most endpoints use a few of the dependencies of their service',
  }),
  thirdPartyShare: parameter(ratioSchema, 0.1, {
    unit: 'ratio',
    about: 'the same for each third party that the service uses',
    assumed: [0.01, 0.5],
    why: 'payments and notifications are a small part of the requests',
  }),
  hop: parameter(distributionSchema, lognormal({ median: 8, sigma: 0.5 }), {
    unit: 'ms',
    about: 'own work of a service on one request, without what it calls',
    assumed: [2, 50],
    why: 'a data base query or two',
  }),
  limit: parameter(millisSchema.min(1), seconds(1), {
    unit: 'ms',
    about: 'time limit of a call; slower ones fail',
    assumed: [250, 15_000],
    why: 'Istio has none by default; below the patience of users, above the slow tail',
  }),
  retries: parameter(countSchema, 2, {
    unit: 'count',
    about: 'how often a failed call is tried again',
    source: 'Istio, traffic management: the default retry policy tries twice more before it returns the error',
  }),
  retryBudget: parameter(z.number().min(0), 0.2, {
    unit: 'ratio',
    about: 'retries of a service to a dependency, as a share of its first calls to it; more are not made',
    source: 'Linkerd retryBudget.retryRatio 0.2; Envoy circuit breaker retry_budget.budget_percent 20 %',
  }),
  headroom: parameter(z.number().min(1), 2, {
    unit: 'ratio',
    about: 'requests that all pods of a service can serve together, as a multiple of its usual rate',
    assumed: [1.2, 5],
    why: 'services are usually scaled to 40 to 60 % of their capacity',
  }),
  breaker: breakerSchema.prefault({}),
  backup: backupSchema.prefault({}),
  mesh: meshSchema.optional(),
})
export type Calls = z.output<typeof callsSchema>
