import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Component, UpContext } from '../../harness/component.ts'
import { EVERYTHING } from '../../harness/needs/needs.ts'
import { type EnvironmentOptionsInput, environmentSchema } from '../../harness/options.ts'
import { newRunId } from '../../harness/run/run.ts'
import { makeRunFolder, runOf } from '../../harness/run/run-folder.ts'
import { type FleetInput, fleetSchema } from '../../src/model/fleet.ts'

/** A run whose state lies in a folder of its own; nothing of it is up yet. Disposing of it removes the folder. */
export async function makeRun() {
  const state = await mkdtemp(join(tmpdir(), 'seatrial-real-'))
  const run = runOf(newRunId(), state)
  await makeRunFolder(run)
  return { run, state, [Symbol.asyncDispose]: () => rm(state, { recursive: true, force: true }) }
}

/** Brings components up one after another, by hand, and takes down in reverse what it was told to bring up. */
export class Bench implements AsyncDisposable {
  readonly run
  private readonly context: Omit<UpContext, 'factsOf'>
  private readonly facts = new Map<Component, unknown>()
  private readonly folder

  private constructor(folder: Awaited<ReturnType<typeof makeRun>>, context: Omit<UpContext, 'factsOf'>) {
    this.folder = folder
    this.run = folder.run
    this.context = context
  }

  static async of(fleet: FleetInput, options: EnvironmentOptionsInput = {}): Promise<Bench> {
    const folder = await makeRun()
    return new Bench(folder, {
      run: folder.run,
      fleet: fleetSchema.parse(fleet),
      options: environmentSchema.parse(options),
      needs: EVERYTHING,
      signal: new AbortController().signal,
      say: () => {},
    })
  }

  async up<Facts>(component: Component<Facts>): Promise<Facts> {
    this.facts.set(component, undefined)
    const facts = await component.up({ ...this.context, factsOf: (needed) => this.factsOf(needed) })
    this.facts.set(component, component.facts.parse(facts))
    return facts
  }

  factsOf<Facts>(component: Component<Facts>): Facts {
    const facts = this.facts.get(component)
    if (facts === undefined) throw new RangeError(`${component.name} is not up`)
    return component.facts.parse(facts)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const component of [...this.facts.keys()].reverse()) await component.down(this.run)
    await this.folder[Symbol.asyncDispose]()
  }
}
