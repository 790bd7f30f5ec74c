import { measure } from '../../analysis/index.ts'
import { EnvironmentUnavailableError } from '../../model/errors.ts'
import type { Recording } from '../../model/events.ts'
import type { Carrier } from '../real/carry-out.ts'
import type { RealGateOptions, Sample } from './real-gate.ts'

/** Index of each version in what the carrier carries out. */
const INDEX = { baseline: 0, candidate: 1 } as const

/**
 * Measures a version by carrying out one deployment of it: the first of a stretch. Both runs of a pair are of the same
 * stretch, so that they bring the same changes; `stretchOf` says which one a pair takes. Rejects with
 * EnvironmentUnavailableError when the deployment did not become healthy, for then it has no duration.
 */
export function measureDeployments(carrier: Carrier, stretchOf: (pair: number) => number): RealGateOptions['measure'] {
  let runs = 0
  return async (variant) => {
    const stretch = stretchOf(Math.floor(runs++ / 2))
    const recordings: Recording[] = []
    await carrier({
      ...{ scenario: INDEX[variant], stretch, deployments: 1 },
      onRecording: (recording) => recordings.push(recording),
    })
    const [recording] = recordings
    if (recording === undefined) throw new RangeError(`the ${variant} gave no recording of stretch ${stretch}`)
    return sampleOf(recording, `the ${variant}, deployment ${stretch}.0,`)
  }
}

function sampleOf(recording: Recording, what: string): Sample {
  const { durationMs, stageMs, outcome, failure } = measure(recording)
  if (durationMs === null) {
    const why = failure === null ? '' : `: ${failure.message}`
    throw new EnvironmentUnavailableError(`${what} did not become healthy (${outcome})${why}`, {
      where: '--env kind',
      remedy: 'look at its recording with run --env kind; the simulator says that it becomes healthy',
    })
  }
  const stages = Object.entries(stageMs).map(([stage, ms]) => [`stage.${stage}.duration`, ms] as const)
  return { 'deployment.duration': durationMs, ...Object.fromEntries(stages) }
}
