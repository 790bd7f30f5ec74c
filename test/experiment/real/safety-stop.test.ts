import { expect, it } from 'vitest'
import { exitCodeOfReport } from '../../../src/cli/exit-codes.ts'
import { predict } from '../../../src/experiment/real/predict.ts'
import { runScenarioForReal } from '../../../src/experiment/real/run-for-real.ts'
import { simulateStretch } from '../../../src/experiment/stretch.ts'
import { FAULTS } from '../../../src/faults/index.ts'
import { trialScenario } from '../../../src/faults/trial-scenario.ts'
import { badRelease, errorRatio, gitops } from '../../../src/index.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'

const STRETCHES = 20

/** Carries deployments out as the simulator does, with what it recorded: what follows from recordings is the same for real ones. */
async function runWith(failedDeployments: number) {
  const faults = [badRelease()]
  const scenario = scenarioSchema.parse({
    ...trialScenario(FAULTS.get('pod-crash')!, gitops(), faults),
    chaos: { steadyState: [errorRatio().atMost(1)], blastRadius: { failedDeployments } },
  })
  let stretches = 0
  const { report } = await runScenarioForReal(scenario, {
    carrier: async ({ stretch, deployments, onRecording }) => {
      stretches++
      simulateStretch(scenario, { seed: 1, stretch, measured: deployments, onRecording })
    },
    ...{ seed: 1, repetitions: STRETCHES, signal: new AbortController().signal, notes: () => [] },
    prediction: await predict([scenario], { seed: 1, repetitions: 1 }),
  })
  return { report, stretches, code: exitCodeOfReport(report) }
}

it('a real run that does more damage than it may is stopped after the stretch that says so, with exit code 3', async () => {
  const { report, stretches, code } = await runWith(0.2)
  expect(report.stopped).toMatch(/^Safety stop after 10 deployments: .* of them were rolled back or failed/)
  expect({ stretches, code, partial: report.partial }).toEqual({ stretches: 10, code: 3, partial: true })
})

it('goes on to its end within its blast radius', async () => {
  const { report, stretches, code } = await runWith(1)
  expect(report.stopped).toBeUndefined()
  expect({ stretches, code }).toEqual({ stretches: STRETCHES, code: 0 })
})
