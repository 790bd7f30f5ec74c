import type { z } from 'zod'
import type { Fleet } from '../src/model/fleet.ts'
import type { Needs } from './needs/needs.ts'
import type { EnvironmentOptions } from './options.ts'
import type { Run } from './run/run.ts'

/** What a component gets to come up with. */
export interface UpContext {
  readonly run: Run
  readonly fleet: Fleet
  readonly options: EnvironmentOptions
  /** What the environment is for. */
  readonly needs: Needs
  /** Aborted when the user interrupts, or when another component failed. */
  readonly signal: AbortSignal
  /** Tells the user what is going on, in one line. */
  readonly say: (line: string) => void
  /** Facts of a component that this one needs. */
  factsOf<Facts>(component: Component<Facts>): Facts
}

/** One thing of a running environment, for `env status`. */
export interface PartStatus {
  /** What it is, such as `registry` or `cluster us-east-1`. */
  readonly name: string
  readonly isUp: boolean
  /** Where it is when it is up, else what is wrong. */
  readonly detail: string
}

/**
 * One component of the real environment: a folder of `harness/` with the same shape as the others. `up` returns plain facts
 * (addresses, names, paths), which are kept in the run's folder, so that another process can use, inspect and take down what this
 * one brought up.
 */
export interface Component<Facts = unknown> {
  readonly name: string
  /** Components that have to be up before. */
  readonly needs: readonly Component[]
  /** What `up` returns; also checks facts that were read from a file. */
  readonly facts: z.ZodType<Facts>
  /** Whether an environment wants it for its own sake; what a wanted one needs comes up with it. Default: always. */
  wanted?(of: Pick<UpContext, 'needs' | 'options'>): boolean
  /**
   * Acquires everything, labelled with the run. When it rejects or is aborted it may leave things behind: whoever called it calls
   * {@link down}.
   */
  up(context: UpContext): Promise<Facts>
  /** Removes everything of the run that this component made, however far `up` had come. Not an error when there is nothing. */
  down(run: Run): Promise<void>
  /** Asks the real things whether they are there. */
  status(run: Run, facts: Facts, signal: AbortSignal): Promise<readonly PartStatus[]>
}
