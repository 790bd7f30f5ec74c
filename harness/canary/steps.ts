import type { StrategyOf } from '../../src/model/delivery-strategy.ts'
import { wholeSeconds } from '../charts/pod.ts'
import type { CanaryStep } from './rollout.ts'

/**
 * The steps of a scenario's canary as those of a Rollout: weights in whole percent, none above 0 becoming 0, pauses in whole seconds. A
 * step without a pause has none: one of 0 s would wait for somebody (argoproj.github.io/argo-rollouts, canary).
 */
export const stepsOf = ({ steps }: StrategyOf<'canary'>): readonly CanaryStep[] =>
  steps.flatMap(({ weight, pauseMs }): readonly CanaryStep[] => [
    { setWeight: weight === 0 ? 0 : Math.max(1, Math.round(weight * 100)) },
    ...(pauseMs === 0 ? [] : [{ pause: { duration: `${wholeSeconds(pauseMs)}s` } } as const]),
  ])
