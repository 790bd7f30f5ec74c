/**
 * What k6 runs: requests at a constant rate to the targets of a plan, one line of output for each that has ended
 * (`request-line.ts` reads them). k6 strips the types and bundles nothing else: this file imports only k6's own modules.
 */

import exec from 'k6/execution'
import http from 'k6/http'
import { Rate } from 'k6/metrics'
import type { Options } from 'k6/options'
import type { TrafficPlan } from './plan.ts'

const plan: TrafficPlan = JSON.parse(__ENV.SEATRIAL_TRAFFIC ?? 'null')

for (const { url } of plan.targets) {
  if (!/^http:\/\/127\.0\.0\.1:\d+\//.test(url)) throw new Error(`expected http://127.0.0.1:PORT/…, got ${url}`)
}

/** Share of requests without an answer, or with one of 5xx. */
const lost = new Rate('lost')

/** `constant-arrival-rate`: a request that takes long does not hold up the next one, so that slow services are not spared. */
export const options: Options = {
  scenarios: {
    users: {
      executor: 'constant-arrival-rate',
      rate: plan.requestsPerMinute,
      timeUnit: '1m',
      duration: `${plan.durationMs}ms`,
      preAllocatedVUs: plan.atOnce.first,
      maxVUs: plan.atOnce.most,
      gracefulStop: `${plan.timeoutMs}ms`,
    },
  },
  noConnectionReuse: !plan.keepConnections,
  maxRedirects: 0,
  discardResponseBodies: true,
  thresholds: {
    lost: ['rate==0'],
    http_req_duration: [`p(95)<${plan.timeoutMs / 2}`],
  },
}

/**
 * POST, because Go's client, which k6 uses, sends a GET a second time without a word when a kept connection breaks under it
 * (net/http, Transport: "if the request is idempotent"). The service answers all methods alike.
 */
export default function (): void {
  const turn = exec.scenario.iterationInTest
  const index = plan.order[turn % plan.order.length] as number
  const { service, place, url } = plan.targets[index] as TrafficPlan['targets'][number]
  const from = Date.now()
  const response = http.post(url, null, { timeout: plan.timeoutMs, tags: { service, place } })
  const took = Date.now() - from
  lost.add(response.status === 0 || response.status >= 500, { service, place })
  console.log(`@request ${JSON.stringify([index, from, took, response.status, response.error_code, response.error])}`)
}

/** The parts of k6's summary that are used. */
interface Summary {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly values: Readonly<Record<string, number>>
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>
      }
    >
  >
}

/** One line instead of k6's table. */
export function handleSummary({ metrics }: Summary): { stdout: string } {
  const crossed = Object.entries(metrics).flatMap(([name, { thresholds = {} }]) =>
    Object.entries(thresholds).flatMap(([threshold, { ok }]) => (ok ? [] : [`${name}: ${threshold}`])),
  )
  const summary = {
    sent: metrics.http_reqs?.values.count ?? 0,
    notSent: metrics.dropped_iterations?.values.count ?? 0,
    p95Ms: metrics.http_req_duration?.values['p(95)'] ?? 0,
    crossed,
  }
  return { stdout: `@summary ${JSON.stringify(summary)}\n` }
}
