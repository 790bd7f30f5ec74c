import type { Process } from '../../../kernel/index.ts'
import type { AnalysisSettings } from '../../../model/delivery-strategy.ts'
import type { Failure } from '../../../model/failure.ts'
import type { Ratio } from '../../../model/units.ts'
import { normalQuantile } from '../../../random/index.ts'
import { type Flaw, failureOf } from '../flaw.ts'
import { PURPOSE } from '../purpose.ts'
import { trafficShare } from '../traffic-share.ts'
import { type ErrorsOfVersion, errorsOfVersion } from './error-ratio.ts'
import type { StagedRollout } from './staged-rollout.ts'

/** Whose requests an analysis looks at. */
export interface Analysed {
  /** Share of the traffic that the new version sees now, as users' requests or as copies of them. */
  readonly seen: () => Ratio
  /** Which flaws show in it; all unless given. */
  readonly shows?: (flaw: Flaw) => boolean
}

/**
 * Measures the new version at each interval until it is interrupted, or until more measurements have failed than are allowed:
 * then it returns the failure. A measurement is the error share of the requests of its window, with the scatter of that many
 * requests (the normal approximation of the binomial); without requests there is none.
 */
export function* analyse(staged: StagedRollout, settings: AnalysisSettings, of: Analysed): Process<Failure> {
  const { d, order } = staged
  let failures = 0
  for (let measurement = 0; ; measurement++) {
    yield settings.intervalMs
    const requests = of.seen() * requestsOf(staged, settings.intervalMs)
    if (requests < 1) continue
    const errors = errorsOfVersion(order.service, d, of.shows)
    if (1 - measured(errors.ratio, requests, staged, measurement) >= settings.successRatio) continue
    if (++failures > settings.failureLimit) return failureFound(staged, errors)
  }
}

function measured(ratio: Ratio, requests: number, { d, state, order }: StagedRollout, measurement: number): Ratio {
  if (ratio === 0) return 0
  const region = state.scenario.fleet.regions.findIndex(({ name }) => name === order.region)
  const u = d.draws.scope.uniform(state.key(order.service), PURPOSE.analysis, region * 1_000 + measurement)
  return ratio + normalQuantile(u) * Math.sqrt((ratio * (1 - ratio)) / requests)
}

function requestsOf({ state, order }: StagedRollout, window: number): number {
  const service = state.service(order.service)
  return (service.requestsPerSecond * trafficShare(service, order.region, state.scenario.fleet) * window) / 1_000
}

/** What is wrong with a version, as a failure of the deployment. */
export function failureFound({ order, state }: StagedRollout, { flaw }: ErrorsOfVersion): Failure {
  const message = `the new version of ${order.service} answers with errors in ${order.region}`
  const at = { region: order.region }
  if (flaw !== undefined) return failureOf(flaw, 'rollout-failure', message, at)
  return { class: 'rollout-failure', cause: 'fault', message, service: order.service, ...at, since: state.kernel.now }
}
