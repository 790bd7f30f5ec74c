import type { Process } from '../kernel/index.ts'
import { type Millis, minutes } from '../model/units.ts'
import type { Detector } from './detector.ts'
import type { Landing, Site } from './fault-kind.ts'
import type { Hit, Hurt, Place, PodSeen, PodTrouble, Preparation, Rule } from './hooks.ts'
import { firstHit, sees } from './noticing.ts'

type Noticed = () => Process<Detector | undefined>

/** It landed: what was hit, and the observation that shows it. */
export const landed = (target: string, proof: string, noticed?: Noticed): Landing => ({
  landed: true,
  target,
  proof,
  ...(noticed === undefined ? {} : { noticed }),
})

/** It did not land. */
export const missed = (why: string): Landing => ({ landed: false, why })

const NOBODY = missed('the selector fits no running service')

/** The service and region that a selector means: a service that the deployment changes, where there is one. */
export function placeOf(site: Site<unknown>): Place | undefined {
  const { hooks, selector } = site
  for (const service of hooks.services(selector)) {
    const region = hooks.regions(selector, service)[0]
    if (region !== undefined) return { service, region }
  }
  return undefined
}

/** Does something to the pods of one service in one region, and looks until it shows. */
export function* onPods(
  site: Site<unknown>,
  act: (place: Place) => void,
  proof: (place: Place) => string | undefined,
  noticed?: (place: Place) => Noticed,
  limit: Millis = minutes(2),
): Process<Landing> {
  const place = placeOf(site)
  if (place === undefined) return NOBODY
  act(place)
  site.acted()
  let shown: string | undefined
  yield* sees(() => (shown = proof(place)) !== undefined, limit)
  const target = `${place.service} in ${place.region}`
  return shown === undefined ? missed(`nothing showed on ${target}`) : landed(target, shown, noticed?.(place))
}

/** Puts a rule in force and waits for the first piece of work that it hits. */
export function* onWork(
  site: Site<unknown>,
  rule: Rule,
  proof: (hit: Hit) => string,
  noticed?: (rule: { readonly passed: readonly Hit[] }) => Noticed,
): Process<Landing> {
  const interception = site.hooks.intercept(rule)
  yield* firstHit(interception)
  const hit = interception.hits[0]!
  return landed(`job ${hit.job}`, proof(hit), noticed?.(interception))
}

/** The work that a selector means. */
export const fitsSelector =
  (site: Site<unknown>) =>
  (work: { readonly service?: string | undefined; readonly region?: string | undefined }): boolean =>
    (site.selector.service === undefined || work.service === undefined || work.service === site.selector.service) &&
    (site.selector.region === undefined || work.region === undefined || work.region === site.selector.region)

/**
 * Puts something into the release of a service, begins to look at its users, and waits until its first new pod in production takes
 * requests; says why not when it comes to nothing.
 */
export function* untilReleased(
  site: Site<unknown>,
  preparation: Preparation & { service: string },
): Process<string | undefined> {
  const { service } = preparation
  site.hooks.prepare(preparation)
  yield* site.hooks.measure({ kind: 'users', service })
  const rollout = yield* site.hooks.rollout(service)
  return (yield* rollout.reaches(Number.MIN_VALUE)) ? undefined : `no new pod of ${service} became ready`
}

/** The service of this deployment that a selector means; a fault in a release needs a release. */
export function changedService(site: Site<unknown>): string | undefined {
  return site.hooks.services(site.selector).find((service) => site.hooks.changed.includes(service))
}

/**
 * Spoils the release of one service and looks at its new pods until `shows` says what is seen, in whichever region that is first:
 * going back because of one region ends the rollouts in the others. New are pods of a revision that did not run there before.
 * Without a rollout of that service in production the fault has no occasion.
 */
export function* inRelease(
  site: Site<unknown>,
  trouble: PodTrouble,
  shows: (pods: readonly PodSeen[], place: Place) => string | undefined,
  noticed?: (place: Place) => Noticed,
): Process<Landing> {
  const { hooks } = site
  const service = changedService(site)
  if (service === undefined) return missed('the deployment changes no service that the selector fits')
  const places = hooks.regions({}, service).map((region) => ({ service, region }))
  const known = new Map(places.map((place) => [place, new Set(hooks.pods(place).map(({ revision }) => revision))]))
  hooks.spoil(service, trouble)
  yield* hooks.rollout(service)
  site.acted()
  let landing: Landing | undefined
  const look = (place: Place): Landing | undefined => {
    const shown = shows(
      hooks.pods(place).filter(({ revision }) => !known.get(place)!.has(revision)),
      place,
    )
    return shown === undefined ? undefined : landed(`${service} in ${place.region}`, shown, noticed?.(place))
  }
  yield* sees(() => places.some((place) => (landing = look(place)) !== undefined), minutes(20), hooks.lookMs)
  return landing ?? missed(`the new pods of ${service} were as ever`)
}

/** New pods whose containers have ended at least once. */
export const restarting =
  (what: string) =>
  (pods: readonly PodSeen[]): string | undefined => {
    const bad = pods.filter((pod) => pod.restarts > 0)
    return bad.length === 0 ? undefined : `${bad.length} of ${pods.length} new pods ${what}`
  }

/** New pods that are on nodes and not ready so long after the first of their region was. */
export function waitingFor(limit: Millis, now: () => Millis, what: string) {
  const since = new Map<string, Millis>()
  return (pods: readonly PodSeen[], { region }: Place): string | undefined => {
    const waiting = pods.filter((pod) => !pod.ready && pod.node !== undefined)
    if (waiting.length === 0) return undefined
    if (!since.has(region)) since.set(region, now())
    return now() - since.get(region)! >= limit ? `${waiting.length} of ${pods.length} new pods ${what}` : undefined
  }
}

/** Hurts users once production is reached, and reads the error share back. */
export function* onUsers(
  site: Site<unknown>,
  hurt: Omit<Hurt, 'service'>,
  service: string | undefined,
): Process<Landing> {
  const { hooks } = site
  if (service === undefined) return NOBODY
  const inProduction = (): boolean => hooks.history.some((event) => event.kind === 'production.reached')
  yield* hooks.recorded.until(inProduction)
  yield* hooks.measure({ kind: 'users', service })
  const before = hooks.usualErrorRatio(service)
  hooks.hurt({ ...hurt, service })
  site.acted()
  // Half of what is put in is no chance of a few requests.
  const shows = (): boolean => hooks.errorRatio(service) - before >= (hurt.ratio * (1 - before)) / 2
  yield* sees(shows, minutes(3))
  const after = hooks.errorRatio(service)
  if (after <= before) return missed(`the error share of ${service} is ${percent(after)} as before`)
  return landed(service, `${hurt.message}: ${percent(after)} of its requests fail, ${percent(before)} before`)
}

const percent = (ratio: number): string => `${Number((100 * ratio).toFixed(1))} %`
