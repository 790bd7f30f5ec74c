import type { z } from 'zod'
import { InvalidInputError, type Problem } from './errors.ts'
import type { Fleet } from './fleet.ts'
import { type Scenario, scenarioSchema } from './scenario.ts'
import { type Suite, suiteSchema } from './suite.ts'
import { checkAssumptions } from './validation/assumption-checks.ts'
import { findCycles } from './validation/cycle.ts'
import { checkFleetNames } from './validation/fleet-checks.ts'
import { checkPipeline } from './validation/pipeline-checks.ts'
import { checkPlacement } from './validation/placement-checks.ts'
import { problemsOf } from './validation/problems.ts'
import { checkFaults } from './validation/selector-checks.ts'
import { checkSuiteNames } from './validation/suite-checks.ts'
import { checkMetrics } from './validation/target-checks.ts'

/** A value that passed all checks, and what its author may still want to know. */
export interface Validated<T> {
  readonly value: T
  /** Sentences about things that are allowed but unusual, such as services that depend on each other in a cycle. */
  readonly notes: readonly string[]
}

/**
 * Validates a scenario: the shape of every field, then what must fit together. `where` names the file for messages.
 * Throws {@link InvalidInputError} with all problems found, each with its path and remedy.
 */
export function validateScenario(input: unknown, where: string): Validated<Scenario> {
  const value = parsed(scenarioSchema, input, where)
  rejectProblems(where, problemsOfScenario(value))
  return { value, notes: notesOnFleet(value.fleet) }
}

/** Validates a suite and each of its scenarios; see {@link validateScenario}. */
export function validateSuite(input: unknown, where: string): Validated<Suite> {
  const value = parsed(suiteSchema, input, where)
  const inside = value.scenarios.flatMap((scenario, i) =>
    problemsOfScenario(scenario).map((problem) => ({ ...problem, path: `scenarios.${i}.${problem.path}` })),
  )
  rejectProblems(where, [...checkSuiteNames(value), ...inside])
  return { value, notes: [...new Set(value.scenarios.flatMap((scenario) => notesOnFleet(scenario.fleet)))] }
}

function parsed<T extends z.ZodType>(schema: T, input: unknown, where: string): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new InvalidInputError(where, problemsOf(result.error.issues, schema, input), result.error)
}

const problemsOfScenario = (scenario: Scenario): Problem[] => [
  ...checkFleetNames(scenario.fleet),
  ...checkPlacement(scenario.fleet),
  ...checkPipeline(scenario.pipeline),
  ...checkFaults(scenario),
  ...checkMetrics(scenario),
  ...checkAssumptions(scenario),
]

function rejectProblems(where: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInputError(where, problems)
}

/** Real fleets have services that depend on each other in a cycle; they start because clients retry. */
function notesOnFleet(fleet: Fleet): string[] {
  const cycles = findCycles(new Map(fleet.services.map((service) => [service.name, service.dependsOn])))
  return cycles.map(
    (cycle) =>
      `services of ${fleet.name} depend on each other in a cycle (${cycle.join(' -> ')}); ` +
      'no order of start-up satisfies it, so each is started without waiting for the one that closes the cycle',
  )
}
