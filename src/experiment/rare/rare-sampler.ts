import type { DeploymentRow, RareSampling } from '../../analysis/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Tilt } from '../../world/sim/rare/tilt.ts'
import { deploymentsPerStretch, warmUpPerStretch } from '../stretch.ts'
import type { StretchRunner } from '../stretch-runner.ts'
import { learnTilt } from './learn-tilt.ts'
import { sampleRare } from './sample-rare.ts'

/** What is sampled, and who is told about it meanwhile. */
export interface RareOptions {
  readonly seed: number
  readonly signal?: AbortSignal | undefined
  /** Which of the runner's scenarios; 0 unless given. */
  readonly index?: number | undefined
  /** Called after each sample with the number of them. */
  readonly onSample?: ((samples: number) => void) | undefined
}

/** Samples below which an interval of rare failures is not worth looking at. */
export const FEWEST_SAMPLES = 60

/** Samples that take about as many deployments as an ordinary run of `runs`; {@link FEWEST_SAMPLES} at least. */
export function samplesFor(scenario: Scenario, runs: number): number {
  const perSample = warmUpPerStretch(scenario) + (deploymentsPerStretch(scenario) + 1) / 2
  return Math.max(FEWEST_SAMPLES, Math.round(runs / perSample))
}

/** Samples the rare failures of one scenario, as many as are asked for, under a tilt that was learnt before the first. */
export class RareSampler {
  private readonly runner: StretchRunner
  private readonly scenario: Scenario
  private readonly options: RareOptions
  private readonly tilt: Tilt
  private readonly rows: DeploymentRow[] = []
  private simulated: number

  private constructor(of: {
    runner: StretchRunner
    scenario: Scenario
    options: RareOptions
    tilt: Tilt
    simulated: number
  }) {
    this.runner = of.runner
    this.scenario = of.scenario
    this.options = of.options
    this.tilt = of.tilt
    this.simulated = of.simulated
  }

  /** Learns how the scenario fails. */
  static async learn(runner: StretchRunner, scenario: Scenario, options: RareOptions): Promise<RareSampler> {
    const { tilt, simulated } = await learnTilt(runner, scenario, options)
    return new RareSampler({ runner, scenario, options, tilt, simulated })
  }

  /** Samples until there are `samples`. Interrupted, there are fewer. */
  async sample(samples: number): Promise<RareSampling> {
    const { options, rows } = this
    const { rows: more, simulated } = await sampleRare(this.runner, this.scenario, this.tilt, {
      ...options,
      from: rows.length,
      to: Math.max(rows.length, samples),
      onSample: (done) => options.onSample?.(done),
    })
    rows.push(...more)
    this.simulated += simulated
    const shares = Object.entries(this.tilt.causes).map(([cause, { share }]) => [cause, share] as const)
    return { rows: [...rows], simulated: this.simulated, shares: Object.fromEntries(shares) }
  }
}
