import type { DeploymentRow } from '../../analysis/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import { key, RandomSource } from '../../random/index.ts'
import type { Tilt } from '../../world/sim/rare/tilt.ts'
import { inOrder } from '../in-order.ts'
import { deploymentsPerStretch, warmUpPerStretch } from '../stretch.ts'
import type { StretchRunner } from '../stretch-runner.ts'
import type { StretchTask } from '../stretch-task.ts'
import { FIRST_RARE_STRETCH } from './rare-stretches.ts'

const ENTITY = key('rare failures')
const POSITION = key('purpose: position of the tilted deployment')
/** Multiples of the golden ratio are spread over the positions more evenly than random numbers. */
const GOLDEN = (Math.sqrt(5) - 1) / 2

/** Tilted deployments, one a stretch. */
export interface RareSamples {
  /** One row, with its weight, for each sample, in order. */
  readonly rows: readonly DeploymentRow[]
  /** Deployments that were simulated for them, warm-up included. */
  readonly simulated: number
}

/** Which samples are drawn. */
export interface SampleOptions {
  readonly seed: number
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly signal?: AbortSignal | undefined
  /** Which of the runner's scenarios; 0 unless given. */
  readonly index?: number | undefined
  /** Called after each sample with the number of them, those before `from` included. */
  readonly onSample?: ((samples: number) => void) | undefined
}

/**
 * Samples `from` to `to` (exclusive) of a scenario's rare failures. Each is a stretch of its own in which one deployment,
 * at a position that is uniform over the stretch, is tilted: all before it and beside it follow the true law, so the mean
 * of weight × failure is unbiased whatever deployments have in common, and no weight is a product over deployments.
 */
export async function sampleRare(
  runner: StretchRunner,
  scenario: Scenario,
  tilt: Tilt,
  of: SampleOptions,
): Promise<RareSamples> {
  const size = deploymentsPerStretch(scenario)
  const start = new RandomSource(of.seed).scope(FIRST_RARE_STRETCH, 0).uniform(ENTITY, POSITION)
  const tasks = Array.from({ length: of.to - of.from }, (_, i): StretchTask => {
    const sample = of.from + i
    const deployment = Math.floor(((start + sample * GOLDEN) % 1) * size)
    const stretch = FIRST_RARE_STRETCH + sample
    return {
      scenario: of.index ?? 0,
      seed: of.seed,
      stretch,
      counted: size,
      recorded: [],
      tilted: { tilt, deployment },
    }
  })
  const rows: DeploymentRow[] = []
  let simulated = 0
  for await (const { task, result } of inOrder(runner, tasks, of.signal)) {
    rows.push(...result.rows)
    simulated += task.tilted!.deployment! + 1 + warmUpPerStretch(scenario)
    of.onSample?.(of.from + rows.length)
  }
  return { rows, simulated }
}
