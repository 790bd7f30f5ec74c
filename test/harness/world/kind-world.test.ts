import { describe, expect, it } from 'vitest'
import { StuckRollout } from '../../../harness/kubectl/rollout-failures.ts'
import type { Process } from '../../../src/kernel/index.ts'
import type { Failure } from '../../../src/model/failure.ts'
import type { Detection, Result } from '../../../src/world/world.ts'
import { BareWorld, REGION, SERVICE } from './bare-world.ts'

const BLAMED: Failure = {
  class: 'rollout-failure',
  cause: 'fault',
  origin: 'bad-release',
  message: 'new pods of payment do not become ready: CrashLoopBackOff',
  service: SERVICE,
}

/** A client that gives up after a moment. */
function* stuck(): Process<Result> {
  yield 10
  return new StuckRollout(SERVICE, REGION, '1 of 2 new pods are available')
}

/** What those who watch production say, when they say it. */
const watching = (afterMs: number, detection: Detection) => ({
  *watch(): Process<Detection> {
    yield afterMs
    return detection
  },
  *smokeTest(): Process<Result> {
    return { ok: true }
  },
  *checkStaging(): Process<Result> {
    return { ok: true }
  },
  *verify() {
    return { healthy: true, dataCorrupted: false }
  },
})

describe('a rollout in production that is stuck', () => {
  it('is found by those who watch, in their own time and words, and not by the client that gives up', async () => {
    const bare = new BareWorld({
      kubectl: { deploy: stuck, rollBackByHand: stuck },
      observation: watching(60, { path: 'readiness-rule', failure: BLAMED }),
    })
    const { kernel, world, deployment } = bare
    const heard = await bare.run(
      (function* () {
        const job = kernel.spawn(bare.deploy())
        yield 1
        const detection = yield* world.watch(deployment)
        const isWaiting = !job.done
        job.interrupt('detected')
        return { detection, isWaiting }
      })(),
    )
    expect(heard).toEqual({ detection: { path: 'readiness-rule', failure: BLAMED }, isWaiting: true })
  })

  it('is not what the job waits for when the delivery itself has failed', async () => {
    const failure: Failure = { class: 'script-failure', cause: 'platform', message: 'nobody answers a push' }
    const gitops = {
      *promote(): Process<Result> {
        return { ok: true }
      },
      *deploy(): Process<Result> {
        return { ok: false, failure }
      },
      *revert(): Process<Result> {
        return { ok: true }
      },
    }
    const bare = new BareWorld({ gitops })
    expect(await bare.run(bare.deploy('gitops'))).toEqual({ ok: false, failure })
  })
})
