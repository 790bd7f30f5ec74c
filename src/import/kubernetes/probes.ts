import { type Distribution, lognormal } from '../../model/distribution.ts'
import type { Probe } from '../../model/fleet.ts'
import { seconds } from '../../model/units.ts'
import type { Container, ManifestProbe } from './pod-schema.ts'

/** A probe in milliseconds, with the defaults of Kubernetes (period 10 s, timeout 1 s, 3 failures, 1 success). */
export function probe(stated: ManifestProbe): Probe {
  return {
    initialDelayMs: seconds(stated.initialDelaySeconds),
    periodMs: seconds(stated.periodSeconds || 10),
    timeoutMs: seconds(stated.timeoutSeconds || 1),
    failureThreshold: stated.failureThreshold || 3,
    successThreshold: stated.successThreshold || 1,
  }
}

/** The spread of start-up times that nothing is known about: the schema's. */
const SIGMA = 0.25

/** The schema's default start-up time. */
const TYPICAL = seconds(20)

/**
 * How long the container probably takes to answer. Authors set the first readiness check to about when the application is
 * usually up, so the median is taken as three quarters of that delay (then one start in eight is later than the first check);
 * failing that, of the startup probe's delay; failing both, the default of 20 s. Without a delay it is at most half of what
 * the startup or liveness probe allows, as nobody keeps probes that kill most starts. Assumed; there is nothing in a manifest
 * that states it.
 */
export function startup({ startupProbe, readinessProbe, livenessProbe }: Container): Distribution {
  const delay = readinessProbe?.initialDelaySeconds || startupProbe?.initialDelaySeconds
  if (delay) return lognormal({ median: Math.round(seconds(delay) * 0.75), sigma: SIGMA })
  const guard = startupProbe ?? livenessProbe
  const median = guard === undefined ? TYPICAL : Math.min(TYPICAL, Math.round(allowed(probe(guard)) / 2))
  return lognormal({ median, sigma: SIGMA })
}

/** From the start of the container to the failure that restarts it, when no check succeeds. */
const allowed = (of: Probe): number => of.initialDelayMs + of.periodMs * of.failureThreshold
