import { Orchestrator } from '../../src/engine/orchestrator.ts'
import { Kernel, type Process, runInRealTime, UncaughtProcessError } from '../../src/kernel/index.ts'
import type { Recording } from '../../src/model/events.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { EnvironmentOptions } from '../options.ts'
import type { Placed } from '../releases/releases.ts'
import { assemble } from './assemble.ts'
import { bringAbout, placesOf } from './production.ts'
import type { Testbed } from './testbed.ts'

/** A stretch of deployments to be carried out for real. */
export interface StretchOrder {
  readonly scenario: Scenario
  readonly seed: number
  /** Index of the stretch, from 0: its draws are those of the simulated stretch of this index. */
  readonly stretch: number
  readonly deployments: number
  readonly traffic: EnvironmentOptions['traffic']
  readonly metrics: EnvironmentOptions['observation']['metrics']
  readonly signal: AbortSignal
  /** Gets a line for what is left out. */
  readonly say: (line: string) => void
  /** Called after each deployment. */
  readonly onRecording: (recording: Recording) => void
}

/**
 * Carries out the deployments of a stretch, one after another: days between them are not waited for. There is no warm-up, because
 * commissioning leaves what a warm-up would. Afterwards everything that the stretch broke is as it was before it, also when a deployment
 * rejects. Rejects with the signal's reason.
 */
export async function runStretch(testbed: Testbed, order: StretchOrder): Promise<void> {
  const { scenario, stretch, signal } = order
  const before = testbed.releases.runningIn(placesOf(testbed))
  testbed.begin(scenario.name, stretch)
  await using restoration = new AsyncDisposableStack()
  restoration.defer(async () => {
    if (!signal.aborted) await bringAbout(testbed, whatComesBack(testbed, before), signal)
  })
  await deployAll(testbed, order, new Kernel())
}

/** The deployments themselves. When it returns, nobody but kubectl changes what runs: Argo CD has let go. */
async function deployAll(testbed: Testbed, order: StretchOrder, kernel: Kernel): Promise<void> {
  const { scenario, seed, stretch, deployments, signal, say, traffic, metrics } = order
  await using assembled = await assemble(testbed, { kernel, scenario, seed, stretch, signal, say, traffic, metrics })
  const orchestrator = new Orchestrator({ kernel, world: assembled.world, scenario, seed })
  const run = function* (): Process {
    for (let deployment = 0; deployment < deployments; deployment++) {
      order.onRecording(yield* orchestrator.deploy({ stretch, deployment }))
    }
  }
  kernel.spawn(run(), { name: `stretch ${stretch}` })
  await runToTheEnd(kernel, signal)
}

/** Rejects with the signal's reason, or with what a process failed with. */
async function runToTheEnd(kernel: Kernel, signal: AbortSignal): Promise<void> {
  try {
    await runInRealTime(kernel, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof UncaughtProcessError ? (error.cause ?? error) : error
  }
  signal.throwIfAborted()
}

/** What ran before and has to come back, because what runs now is not available, or has a defect that nobody noticed. */
function whatComesBack(testbed: Testbed, before: readonly Placed[]): readonly Placed[] {
  return before.filter(({ place, release }) => {
    const now = testbed.releases.in(place, release.service)
    const isNewlyDefective = now?.isDefective === true && now.revision !== release.revision
    return isNewlyDefective || !testbed.isAvailable(place, release.service)
  })
}
