import { EnvironmentUnavailableError, InterruptedError, SeatrialError, TimeLimitError } from '../src/model/errors.ts'
import type { Fleet } from '../src/model/fleet.ts'
import type { Component, PartStatus } from './component.ts'
import { COMPONENTS } from './components.ts'
import { probeEngine } from './docker/engine.ts'
import { type DoctorReport, examine } from './doctor/examine.ts'
import { bringUp } from './environment/bring-up.ts'
import { Environment } from './environment/environment.ts'
import { readFacts, writeFacts } from './environment/facts-file.ts'
import { removeRuns } from './environment/remove-runs.ts'
import { allRuns, chosenRuns, isInUse } from './environment/runs.ts'
import { takeDown } from './environment/take-down.ts'
import { availableNeeds } from './needs/available.ts'
import type { Needs } from './needs/needs.ts'
import { type EnvironmentOptionsInput, parseEnvironmentOptions } from './options.ts'
import { newRunId, type Run } from './run/run.ts'
import { makeRunFolder, runOf, stateFolder } from './run/run-folder.ts'
import { explainFailure } from './tool/explain-failure.ts'

/** What `env up`, `down` and `status` share. */
interface Common {
  readonly signal: AbortSignal
  /** Default: {@link COMPONENTS}. */
  readonly components?: readonly Component[]
  /** Folder of all runs. Default: {@link stateFolder}. */
  readonly state?: string
}

/** What `env up` needs to know. */
export interface EnvironmentUpOptions extends Common {
  readonly fleet: Fleet
  readonly environment?: EnvironmentOptionsInput
  /** What it is for. Default: all that this machine has the programs for. */
  readonly needs?: Needs
  /** Name of the environment. Without one it gets a random one. */
  readonly name?: string
  /** Tells the user what is going on, in one line. */
  readonly say?: (line: string) => void
  /** Told of each component that came up, with the time that it took. */
  readonly onUp?: (component: string, durationMs: number) => void
}

/**
 * Brings a real environment up. When a component fails or the signal is aborted, all that was made is removed before it rejects: with
 * an `EnvironmentUnavailableError` that says what to do, or with the signal's reason.
 */
export async function environmentUp(options: EnvironmentUpOptions): Promise<Environment> {
  const { fleet, signal, say = () => {}, components = COMPONENTS, state = stateFolder() } = options
  const environment = parseEnvironmentOptions(options.environment ?? {}, 'environment')
  const run = runOf(options.name ?? newRunId(), state)
  await probeEngine(signal)
  await requireFree(run, state, signal)
  const needs = options.needs ?? (await availableNeeds(environment, { say, signal }))
  const started: Component[] = []
  const facts: Record<string, unknown> = {}
  try {
    await makeRunFolder(run)
    await bringUp({
      run,
      fleet,
      signal,
      say,
      components,
      needs,
      options: environment,
      onStart: (component) => started.push(component),
      onUp: async (component, found, durationMs) => {
        facts[component.name] = found
        await writeFacts(run, facts)
        say(`${component.name} is up`)
        options.onUp?.(component.name, durationMs)
      },
    })
    return new Environment(run, facts, components)
  } catch (error) {
    say('removing what was made')
    const explained = explainFailure(error, 'environment')
    throw await takeDown(run, started).then(
      () => explained,
      (failure: unknown) => withRest(explained, run, failure),
    )
  }
}

/** An environment that is up already: the named one, or the only one. */
export async function environmentAttach(options: Common & { readonly name?: string }): Promise<Environment> {
  const { signal, components = COMPONENTS, state = stateFolder() } = options
  const [id] = chosenRuns(await allRuns(state, signal), options)
  if (id !== undefined) return await Environment.attach(runOf(id, state), components)
  throw new EnvironmentUnavailableError('no environment is up', { where: state, remedy: 'seatrial env up' })
}

/**
 * Removes environments with everything that they made, finished or not: the named one, all, or the only one. Returns their ids. Not an
 * error when there is nothing. An abort lets the environment that is being removed go to its end, and keeps the next ones: see
 * {@link removeRuns}.
 */
export async function environmentDown(
  options: Common & { readonly name?: string; readonly all?: boolean; readonly say?: (line: string) => void },
): Promise<readonly string[]> {
  const { signal, say = () => {}, components = COMPONENTS, state = stateFolder() } = options
  await probeEngine(signal)
  const ids = chosenRuns(await allRuns(state, signal), options)
  await removeRuns(
    ids.map((id) => runOf(id, state)),
    { components, signal, say },
  )
  return ids
}

/** How one environment is. */
export interface EnvironmentStatus {
  readonly id: string
  readonly folder: string
  /** No part: what is left of a run that did not come up. */
  readonly parts: readonly PartStatus[]
}

/** Asks all parts of all environments, or of the named one, whether they are there. Rejects when there is none of that name. */
export async function environmentStatus(
  options: Common & { readonly name?: string },
): Promise<readonly EnvironmentStatus[]> {
  const { signal, components = COMPONENTS, state = stateFolder() } = options
  await probeEngine(signal)
  const all = await allRuns(state, signal)
  const { name } = options
  if (name !== undefined && !all.includes(name)) {
    const remedy = all.length === 0 ? 'bring one up: seatrial env up' : `name one of: ${all.join(', ')}`
    throw new EnvironmentUnavailableError(`there is no environment named "${name}"`, { where: state, remedy })
  }
  const ids = name === undefined ? all : [name]
  return await Promise.all(ids.map((id) => statusOf(runOf(id, state), components, signal)))
}

/** Finds out which parts are there, in which versions, and how to get those that are missing. Never rejects because of one. */
export function environmentDoctor(options: { readonly signal: AbortSignal }): Promise<DoctorReport> {
  return examine(options.signal)
}

async function statusOf(run: Run, components: readonly Component[], signal: AbortSignal): Promise<EnvironmentStatus> {
  const facts = (await readFacts(run)) ?? {}
  const parts: PartStatus[] = []
  for (const component of components) {
    const known = component.facts.safeParse(facts[component.name])
    if (known.success) parts.push(...(await component.status(run, known.data, signal)))
  }
  return { id: run.id, folder: run.folder, parts }
}

async function requireFree(run: Run, state: string, signal: AbortSignal): Promise<void> {
  if (!(await allRuns(state, signal)).includes(run.id) && !(await isInUse(run.id, signal))) return
  throw new EnvironmentUnavailableError(`an environment named "${run.id}" exists already`, {
    where: run.folder,
    remedy: `take it down with "seatrial env down ${run.id}", or choose another name`,
  })
}

/** What ended bringing a run up, with what is left of it instead of a remedy that would speak of its removal. */
function withRest(error: unknown, { id }: Run, failure: unknown): unknown {
  const message = `${textOf(error)}; not all that was made could be removed: ${textOf(failure)}`
  const where = error instanceof SeatrialError ? error.where : 'environment'
  const more = { where, remedy: `remove the rest: seatrial env down ${id}`, cause: error }
  if (error instanceof InterruptedError) return new InterruptedError(message, more)
  if (error instanceof TimeLimitError) return new TimeLimitError(message, more)
  return new EnvironmentUnavailableError(message, more)
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
