import type { Millis } from '../../../model/units.ts'

/*
 * When probes run, in closed form. Facts from pkg/kubelet/prober (worker.go, prober_manager.go):
 * - The worker of a probe starts when the kubelet takes the pod in, before sandbox, image and container; its ticks are that
 *   instant and whole periods after it, also across restarts. A tick before the container is seen running does nothing.
 * - `initialDelaySeconds` compares whole seconds since the start of the container, itself stored in whole seconds.
 * - While a startup probe has not succeeded, the other probes do nothing.
 * - Whenever the pod is synced while it is started and not ready, readiness is probed at once and its ticks count anew from
 *   there: that makes a startup success trigger readiness immediately, unless its initial delay is not over.
 */

/** The first of `anchor`, `anchor + period`, `anchor + 2 × period` … that is not before `from`. */
export function firstTick(anchor: Millis, period: Millis, from: Millis): Millis {
  return from <= anchor ? anchor : anchor + Math.ceil((from - anchor) / period) * period
}

/** From when a probe with this initial delay is run on a container that started at `startedAt`. */
export function delayOver(startedAt: Millis, initialDelayMs: Millis): Millis {
  return Math.floor(startedAt / 1_000) * 1_000 + initialDelayMs
}
