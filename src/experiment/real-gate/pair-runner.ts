import { randomPairOrder } from '../../stats/index.ts'
import type { PairRecord, RealGateOptions, StageName } from './real-gate.ts'

/** Runs interleaved pairs, each in a random order, and keeps them. */
export class PairRunner {
  readonly records: PairRecord[] = []
  private readonly options: RealGateOptions
  private readonly order: readonly PairRecord['order'][]

  constructor(options: RealGateOptions) {
    this.options = options
    // Enough for both stages; tossed before the first result is known.
    this.order = randomPairOrder(2 * options.mostPairs, options.seed)
  }

  /** Runs pairs until the stages named hold `planned` of them together. */
  async run(stage: StageName, planned: number, stages: readonly StageName[] = [stage]): Promise<void> {
    const { signal, onPair } = this.options
    for (let done = this.of(stages).length; done < planned; done++) {
      signal?.throwIfAborted()
      const order = this.order[this.records.length]!
      const first = await this.measure(order === 'baseline-first' ? 'baseline' : 'candidate')
      const second = await this.measure(order === 'baseline-first' ? 'candidate' : 'baseline')
      const [baseline, candidate] = order === 'baseline-first' ? [first, second] : [second, first]
      this.records.push({ stage, order, baseline, candidate })
      onPair?.(stage, done + 1, planned)
    }
  }

  /** The pairs of these stages. */
  of(stages: readonly StageName[]): PairRecord[] {
    return this.records.filter(({ stage }) => stages.includes(stage))
  }

  /** Metric by metric, the pairs of these stages. */
  pairs(metric: string, stages: readonly StageName[]): { baseline: number; candidate: number }[] {
    return this.of(stages).map(({ baseline, candidate }) => ({
      baseline: value(baseline, metric),
      candidate: value(candidate, metric),
    }))
  }

  private measure(variant: 'baseline' | 'candidate'): Promise<PairRecord['baseline']> {
    return this.options.measure(variant, this.options.signal)
  }
}

function value(sample: PairRecord['baseline'], metric: string): number {
  const found = sample[metric]
  if (found === undefined) throw new RangeError(`a run gave no "${metric}": it has ${Object.keys(sample).join(', ')}`)
  return found
}
