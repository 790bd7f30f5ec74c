import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Canaries } from '../../../harness/canary/canaries.ts'
import { StuckRollout } from '../../../harness/kubectl/rollout-failures.ts'
import { ClusterConnection } from '../../../harness/kubernetes/connection.ts'
import type { RolloutEnd } from '../../../harness/kubernetes/place-watch.ts'
import type { Sighting } from '../../../harness/observation/alarm.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { analysisSchema, deliveryStrategySchema, type StrategyOf } from '../../../src/model/delivery-strategy.ts'
import { RecordedDeployment } from '../../real/recorded-deployment.ts'
import { type ApiServer, startApiServer } from '../observation/api-server.ts'

const SERVICE = 'payment'
const REGION = 'north'
const STATUS = `/apis/argoproj.io/v1alpha1/namespaces/${REGION}/rollouts/${SERVICE}/status`
const FOUND: Sighting = { service: SERVICE, region: REGION, message: 'errors', since: 10, cause: 'code-defect' }
const release = { service: SERVICE, revision: 'r2', image: 'payment:r2' }
const underWay = { release, place: REGION, job: 'production', generation: 2, from: 0 }
const strategy = deliveryStrategySchema.parse({ kind: 'canary' }) as StrategyOf<'canary'>

describe('a canary that is followed', () => {
  let server: ApiServer
  beforeEach(async () => {
    server = await startApiServer(REGION)
  })
  afterEach(() => server[Symbol.asyncDispose]())

  /** How it ends when its pods and its analysis do what they are told to, and what became known meanwhile. */
  async function follow(rolledOut: (signal: AbortSignal) => Promise<RolloutEnd>, analyse: () => Process<Sighting>) {
    const kernel = new Kernel()
    const deployment = new RecordedDeployment([SERVICE])
    const raised: Sighting[] = []
    const unasked = (): never => {
      throw new Error('no test asks for this')
    }
    const canaries = new Canaries({
      kernel,
      releases: new Releases(),
      regions: [REGION],
      rollouts: {
        untilRolledOut: (_release, _place, _generation, signal) => rolledOut(signal),
        connection: () => new ClusterConnection(server.place),
        place: () => server.place,
        ...{ apply: unasked, becomes: unasked, watch: unasked },
      },
      *analyse(of, settings) {
        expect([of, settings]).toEqual([underWay, analysisSchema.parse({})])
        return yield* analyse()
      },
      raise: (found) => raised.push(found),
    })
    const task = kernel.spawn(canaries.follow(underWay, strategy, deployment))
    await runInRealTime(kernel)
    return { result: task.result, raised, deployment, now: kernel.now }
  }

  const pending = (signal: AbortSignal): Promise<RolloutEnd> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
  function* patient(): Process<Sighting> {
    yield 3_600_000
    return FOUND
  }

  it('ends with its rollout, and its analysis with it', async () => {
    const { result, raised, deployment, now } = await follow(
      async () => ({ ok: true, at: Date.now(), pods: 4 }),
      patient,
    )
    expect(result).toEqual({ ok: true })
    expect(deployment.of('rollout.finished')).toMatchObject([{ service: SERVICE, healthy: true, pods: 4 }])
    expect([raised, server.patches.size]).toEqual([[], 0])
    expect(now).toBeLessThan(60_000)
  })

  it('is aborted when its analysis fails, and those who watch are told', async () => {
    const { result, raised, deployment } = await follow(pending, function* () {
      yield 20
      return FOUND
    })
    expect(result).toBeInstanceOf(StuckRollout)
    expect(server.patches.get(STATUS)).toEqual({ status: { abort: true } })
    expect(raised).toEqual([FOUND])
    expect(deployment.of('rollout.finished')).toEqual([])
  })

  it('is stuck without its analysis when its pods do not come up', async () => {
    const { result, raised } = await follow(async () => ({ ok: false, at: Date.now(), detail: '1 of 4' }), patient)
    expect(result).toBeInstanceOf(StuckRollout)
    expect([raised, server.patches.size]).toEqual([[], 0])
  })
})
