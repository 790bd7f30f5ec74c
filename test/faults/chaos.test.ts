import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runScenario } from '../../src/experiment/run-scenario.ts'
import { simulateStretch } from '../../src/experiment/stretch.ts'
import { chaosProblems } from '../../src/faults/check-settings.ts'
import { FAULTS } from '../../src/faults/index.ts'
import { trialScenario } from '../../src/faults/trial-scenario.ts'
import { badRelease, errorRatio, gitops, networkPartition, podCrash, readyReplicas } from '../../src/index.ts'
import type { DeploymentEvent } from '../../src/model/events.ts'
import type { FaultInput } from '../../src/model/fault.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/model/scenario.ts'
import { minutes } from '../../src/model/units.ts'
import { runCli, spawnCli, startCli } from '../cli/run-cli.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const experiment = (chaos: ScenarioInput['chaos'], ...faults: FaultInput[]): Scenario =>
  scenarioSchema.parse({ ...trialScenario(FAULTS.get('pod-crash')!, gitops(), faults), chaos })

function eventsOf(scenario: Scenario): readonly DeploymentEvent[] {
  let events: readonly DeploymentEvent[] = []
  simulateStretch(scenario, {
    seed: 1,
    stretch: 0,
    measured: 1,
    onRecording: (recording) => {
      events = recording.events
    },
  })
  return events
}
const looks = (events: readonly DeploymentEvent[]) =>
  events.flatMap((event) => (event.kind === 'steady-state' ? [[event.phase, event.probe, event.held]] : []))
const timeOf = (events: readonly DeploymentEvent[], kind: 'fault.landed' | 'fault.ended', fault: string): number =>
  events.find((event) => event.kind === kind && event.fault === fault)!.at

test('the steady state is looked at before, where it deviates, and after', () => {
  const steadyState = [errorRatio('payment').atMost(0.01), readyReplicas('ledger').atLeast(0.1)]
  const events = eventsOf(experiment({ steadyState }, badRelease({ service: 'payment' })))
  expect(looks(events)).toEqual([
    ['before', 'error-ratio of payment <= 0.01', true],
    ['before', 'ready-replicas of ledger >= 0.1', true],
    ['during', 'error-ratio of payment <= 0.01', false],
    ['after', 'error-ratio of payment <= 0.01', true],
    ['after', 'ready-replicas of ledger >= 0.1', true],
  ])
})

test('where the steady state does not hold before, no fault is put in', () => {
  const events = eventsOf(experiment({ steadyState: [readyReplicas('ledger').atMost(0.1)] }, podCrash()))
  expect(events.some((event) => event.kind === 'fault.landed')).toBe(false)
  expect(looks(events)[0]).toEqual(['before', 'ready-replicas of ledger <= 0.1', false])
})

test('on a deviation a fault is taken out within one look, and not only when its time is over', () => {
  const lasting = (rollbacks: 'always' | 'on-deviation'): number => {
    const partition = networkPartition({ service: 'payment', duration: minutes(2) })
    const events = eventsOf(experiment({ steadyState: [errorRatio('payment').atMost(0.5)], rollbacks }, partition))
    return timeOf(events, 'fault.ended', 'network-partition') - timeOf(events, 'fault.landed', 'network-partition')
  }
  expect(lasting('always')).toBe(minutes(2))
  expect(lasting('on-deviation')).toBeLessThanOrEqual(15_000)
})

test('one after another means that the second fault lands when the first has ended', () => {
  const faults = [podCrash({ service: 'ledger' }), networkPartition({ service: 'payment', duration: minutes(1) })]
  const events = eventsOf(experiment({ steadyState: [errorRatio().atMost(1)], method: 'sequential' }, ...faults))
  expect(timeOf(events, 'fault.landed', 'network-partition')).toBeGreaterThanOrEqual(
    timeOf(events, 'fault.ended', 'pod-crash'),
  )
})

test('a run that hurts more than its blast radius allows is stopped, and says why', async () => {
  const harmless = experiment({ steadyState: [errorRatio().atMost(1)] }, badRelease())
  const bounded = { ...harmless, chaos: { ...harmless.chaos!, blastRadius: { failedDeployments: 0.3 } } }
  const stopped = await runScenario(bounded, { runs: 60, workers: 0 })
  expect(stopped.report.stopped).toMatch(/Safety stop after 10 deployments: 100 % .* at most 30 % may/)
  expect(stopped.report).toMatchObject({ partial: true, runs: 10 })
  const whole = await runScenario(harmless, { runs: 60, workers: 0 })
  expect(whole.report.stopped).toBeUndefined()
  expect(whole.report.runs).toBe(60)
})

test('a steady state that names a service which is not there is refused', () => {
  const scenario = experiment({ steadyState: [errorRatio('paymnt').atMost(0.1)] }, podCrash())
  expect(chaosProblems(scenario)).toMatchObject([
    { path: 'chaos.steadyState.0.service', remedy: 'did you mean "payment"?' },
  ])
})

test('init writes a scenario that runs as it is, and never over another file', async () => {
  using folder = temporaryFolder()
  const begin = () => startCli(['init', 'chaos', 'storm'], { cwd: folder.path }).ended
  expect((await begin()).code).toBe(0)
  const file = join(folder.path, 'storm.ts')
  expect(readFileSync(file, 'utf8')).toContain('steadyState')
  expect(await spawnCli('run', file, '--runs', '40', '--workers', '1')).toMatchObject({ code: 0 })
  expect(await begin()).toMatchObject({ code: 2, stderr: expect.stringContaining('storm.ts is there already') })
})

test('the command line exits with 3 when the safety stop ends a run', async () => {
  using folder = temporaryFolder()
  const scenario = experiment(
    { steadyState: [errorRatio().atMost(1)], blastRadius: { failedDeployments: 0.3 } },
    badRelease(),
  )
  const file = folder.write('storm.json', scenario)
  const { code, stdout } = await runCli('run', file, '--runs', '60', '--workers', '1', '--format', 'json')
  expect(code).toBe(3)
  expect(JSON.parse(stdout).stopped).toContain('Safety stop')
})
