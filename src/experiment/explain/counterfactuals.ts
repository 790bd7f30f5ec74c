import type { DeploymentAddress } from '../../model/events.ts'
import type { Counterfactual, RunExplanation } from '../../model/explanation.ts'
import { GUARDS } from '../../model/guards/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import { replayDeployment } from '../replay.ts'
import { LEVERS } from './levers.ts'

/** A step is worth shortening when it makes at least this share of the critical path. */
const WORTH = 0.03

interface Trial {
  readonly name: string
  readonly label: string
  readonly scenario: Scenario
}

/**
 * The same deployment, with the same draws, where something is different: without the faults of the scenario, with each guard
 * against what went wrong that the pipeline has off, and for one that was only slow with what could shorten its critical path.
 * A trial in which nothing of it differs is left out. Each simulates the deployment's whole stretch.
 */
export function counterfactualsOf(
  scenario: Scenario,
  seed: number,
  address: DeploymentAddress,
  run: RunExplanation,
): Counterfactual[] {
  const before = summary({ name: '', label: '', scenario }, seed, address)
  return trialsOf(scenario, run).flatMap((trial) => {
    const after = summary(trial, seed, address)
    return sameFigures(before, after) ? [] : [after]
  })
}

function trialsOf(scenario: Scenario, run: RunExplanation): Trial[] {
  const wrong = run.attribution !== null
  const faultless: Trial[] =
    wrong && scenario.faults.length > 0
      ? [{ name: 'no-faults', label: 'without the faults of the scenario', scenario: withoutFaults(scenario) }]
      : []
  const guards = run.guards.flatMap(({ name, label, on }): Trial[] => {
    const pipeline = on === false ? GUARDS.get(name)?.switched(scenario.pipeline, true) : undefined
    return pipeline === undefined ? [] : [{ name, label: `with ${label}`, scenario: { ...scenario, pipeline } }]
  })
  return [...faultless, ...guards, ...(run.failure === null ? levers(scenario, run) : [])]
}

/** A chaos block without faults would watch for nothing. */
function withoutFaults(scenario: Scenario): Scenario {
  const { chaos: _, ...rest } = scenario
  return { ...rest, faults: [] }
}

function levers(scenario: Scenario, { path }: RunExplanation): Trial[] {
  const whole = path.reduce((sum, { ms }) => sum + ms, 0)
  const times = new Map<string, number>()
  for (const { step, ms } of path) times.set(step, (times.get(step) ?? 0) + ms)
  return LEVERS.filter(
    ({ shortens }) => shortens.reduce((sum, step) => sum + (times.get(step) ?? 0), 0) >= WORTH * whole,
  ).map(({ name, label, change }) => ({ name, label: `with ${label}`, scenario: change(scenario) }))
}

function summary({ name, label, scenario }: Trial, seed: number, address: DeploymentAddress): Counterfactual {
  const { row } = replayDeployment(scenario, seed, address)
  return {
    name,
    label,
    outcome: row.outcome,
    durationMs: row.durationMs,
    recoveryMs: row.recovery?.totalMs ?? null,
    requestsLost: row.requestsLost,
    dataCorrupted: row.recovery?.dataCorrupted ?? false,
    unnoticed: row.unnoticed ?? [],
  }
}

const sameFigures = (a: Counterfactual, b: Counterfactual): boolean =>
  a.outcome === b.outcome &&
  (a.durationMs === b.durationMs || a.durationMs === null || b.durationMs === null) &&
  a.recoveryMs === b.recoveryMs &&
  a.dataCorrupted === b.dataCorrupted &&
  a.unnoticed.join() === b.unnoticed.join()
