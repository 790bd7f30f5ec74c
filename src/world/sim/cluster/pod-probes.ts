import type { Millis } from '../../../model/units.ts'
import { NEVER, type Pod } from './pod.ts'
import { delayOver, firstTick } from './probe-timing.ts'

/** Whether the process answers at `time`. */
export function servesAt(pod: Pod, time: Millis): boolean {
  return time >= pod.servesAt && time < pod.hangsAt && (time < pod.brokenFrom || time >= pod.brokenUntil)
}

/** When the process begins (or ceases, if it answers at `now`) to answer next. */
export function nextServingChange(pod: Pod, now: Millis): Millis {
  if (now < pod.servesAt) return pod.servesAt < pod.hangsAt ? pod.servesAt : NEVER
  if (now >= pod.hangsAt) return NEVER
  if (now < pod.brokenFrom) return Math.min(pod.brokenFrom, pod.hangsAt)
  return now < pod.brokenUntil ? pod.brokenUntil : pod.hangsAt
}

/**
 * Works out the outcome of the startup probe: sets `passedAt` and returns when the kubelet kills the container because the
 * probe failed `failureThreshold` times, or never.
 */
export function startUp(pod: Pod, sync: Millis): Millis {
  const probe = pod.workload.service.probes.startup
  if (probe === undefined) {
    pod.passedAt = pod.seenAt
    pod.triggeredAt = pod.seenAt
    return NEVER
  }
  const first = firstTick(
    pod.addedAt,
    probe.periodMs,
    Math.max(pod.seenAt, delayOver(pod.startedAt, probe.initialDelayMs)),
  )
  const success = firstTick(pod.addedAt, probe.periodMs, Math.max(first, pod.servesAt))
  const last = first + (probe.failureThreshold - 1) * probe.periodMs
  if (success <= last && success < pod.hangsAt) {
    pod.passedAt = success + sync
    pod.triggeredAt = pod.passedAt
    return NEVER
  }
  return pod.hangsAt < last ? last + probe.timeoutMs : last
}

/** When the API will show the pod ready, if nothing else happens to it. */
export function nextReady(pod: Pod, now: Millis, sync: Millis): Millis {
  const probe = pod.workload.service.probes.readiness
  if (pod.passedAt === NEVER) return NEVER
  if (probe === undefined) return Math.max(pod.passedAt, now)
  const delayed = delayOver(pod.startedAt, probe.initialDelayMs)
  const run = (probe.successThreshold - 1) * probe.periodMs
  let tick = firstTick(pod.triggeredAt, probe.periodMs, Math.max(delayed, pod.servesAt))
  if (tick < pod.brokenUntil && tick + run >= pod.brokenFrom) {
    tick = firstTick(pod.triggeredAt, probe.periodMs, Math.max(delayed, pod.servesAt, pod.brokenUntil))
  }
  return tick + run < pod.hangsAt ? Math.max(tick + run + sync, now) : NEVER
}

/** When the API will show a ready pod not ready because its readiness probe failed `failureThreshold` times. */
export function nextUnready(pod: Pod, now: Millis, sync: Millis): Millis {
  const probe = pod.workload.service.probes.readiness
  if (probe === undefined) return NEVER
  const run = (probe.failureThreshold - 1) * probe.periodMs
  if (pod.brokenUntil > now) {
    const last = firstTick(pod.triggeredAt, probe.periodMs, pod.brokenFrom) + run
    if (last < pod.brokenUntil) return Math.max(last + sync, now)
  }
  if (pod.hangsAt === NEVER) return NEVER
  const last = firstTick(pod.triggeredAt, probe.periodMs, pod.hangsAt) + run
  return Math.max(last + probe.timeoutMs + sync, now)
}

/** When the kubelet kills the container because its liveness probe failed `failureThreshold` times. */
export function nextLivenessKill(pod: Pod, now: Millis): Millis {
  const probe = pod.workload.service.probes.liveness
  if (probe === undefined || pod.hangsAt === NEVER || pod.passedAt === NEVER) return NEVER
  const from = Math.max(pod.hangsAt, pod.passedAt, delayOver(pod.startedAt, probe.initialDelayMs))
  const last = firstTick(pod.addedAt, probe.periodMs, from) + (probe.failureThreshold - 1) * probe.periodMs
  return Math.max(last + probe.timeoutMs, now)
}
