import type { z } from 'zod'
import type { Strategy } from '../../model/fleet.ts'
import { seconds } from '../../model/units.ts'
import type { daemonSetSchema, deploymentSchema, statefulSetSchema } from './manifest-schema.ts'

type Deployment = z.output<typeof deploymentSchema>['spec']
type StatefulSet = z.output<typeof statefulSetSchema>['spec']
type DaemonSet = z.output<typeof daemonSetSchema>['spec']

const DEADLINE = seconds(600)

/** As stated, with the defaults of `apps/v1`: 25 % up and 25 % down. */
export function deploymentStrategy({ strategy, minReadySeconds, progressDeadlineSeconds }: Deployment): Strategy {
  const pace = { minReadyMs: seconds(minReadySeconds), progressDeadlineMs: seconds(progressDeadlineSeconds) }
  if (strategy.type === 'Recreate') return { kind: 'recreate', ...pace }
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy.rollingUpdate
  return { kind: 'rolling', maxSurge, maxUnavailable, ...pace }
}

/** A StatefulSet replaces its pods one by one, without surge, unless `maxUnavailable` lets it take more down. */
export function statefulSetStrategy({ updateStrategy, minReadySeconds }: StatefulSet): Strategy {
  const stated = updateStrategy.rollingUpdate.maxUnavailable
  const maxUnavailable = stated === undefined || stated === 0 ? 1 : stated
  return {
    kind: 'rolling',
    maxSurge: 0,
    maxUnavailable,
    minReadyMs: seconds(minReadySeconds),
    progressDeadlineMs: DEADLINE,
  }
}

/** A DaemonSet takes one node's pod down at a time, or surges where it says so. */
export function daemonSetStrategy({ updateStrategy, minReadySeconds }: DaemonSet): Strategy {
  const { maxSurge = 0, maxUnavailable } = updateStrategy.rollingUpdate
  const surges = maxSurge !== 0 && maxSurge !== '0%'
  return {
    kind: 'rolling',
    maxSurge,
    maxUnavailable: surges ? (maxUnavailable ?? 0) : positive(maxUnavailable),
    minReadyMs: seconds(minReadySeconds),
    progressDeadlineMs: DEADLINE,
  }
}

const positive = (stated: number | string | undefined): number | string =>
  stated === undefined || stated === 0 || stated === '0%' ? 1 : stated
