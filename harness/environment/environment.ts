import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { Component } from '../component.ts'
import type { Run } from '../run/run.ts'
import { readFacts } from './facts-file.ts'
import { takeDown } from './take-down.ts'

/** An environment that is up. Disposing of it takes it down. */
export class Environment implements AsyncDisposable {
  readonly run: Run
  private readonly facts: Readonly<Record<string, unknown>>
  private readonly components: readonly Component[]

  constructor(run: Run, facts: Readonly<Record<string, unknown>>, components: readonly Component[]) {
    this.run = run
    this.facts = facts
    this.components = components
  }

  /** An environment that another process brought up. It stays up unless this one is disposed of. */
  static async attach(run: Run, components: readonly Component[]): Promise<Environment> {
    const facts = await readFacts(run)
    if (facts !== undefined) return new Environment(run, facts, components)
    throw new EnvironmentUnavailableError(`the environment "${run.id}" is not up`, {
      where: run.folder,
      remedy: `bring it up: seatrial env up --name ${run.id}`,
    })
  }

  /** Whether a component came up. */
  has(component: Component): boolean {
    return this.facts[component.name] !== undefined
  }

  /** What a component said when it came up. */
  factsOf<Facts>(component: Component<Facts>): Facts {
    const parsed = component.facts.safeParse(this.facts[component.name])
    if (parsed.success) return parsed.data
    throw new EnvironmentUnavailableError(`the environment "${this.run.id}" has no ${component.name}`, {
      where: this.run.folder,
      remedy: `take it down and bring it up again: seatrial env down ${this.run.id}`,
      cause: parsed.error,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await takeDown(this.run, this.components)
  }
}
