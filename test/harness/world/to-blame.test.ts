import { describe, expect, it } from 'vitest'
import { KindFaultsOfDeployment } from '../../../harness/faults/kind-faults-of-deployment.ts'
import { explained } from '../../../harness/world/explained.ts'
import { toBlame } from '../../../harness/world/to-blame.ts'
import { Kernel } from '../../../src/kernel/index.ts'
import { constant } from '../../../src/model/distribution.ts'
import type { Failure } from '../../../src/model/failure.ts'
import type { Flaw } from '../../../src/world/sim/flaw.ts'

const FLAW: Flaw = {
  id: 'defect in payment',
  cause: 'code-defect',
  service: 'payment',
  symptom: { kind: 'crash', after: constant(0) },
  stage: 'build',
  caughtBy: undefined,
}
const flaws = (service: string): Flaw[] => (service === FLAW.service ? [FLAW] : [])
const none = (): Flaw[] => []
const byFlaw = { cause: 'code-defect', origin: FLAW.id, isFlaw: true }
const byFault = (origin: string) => ({ cause: 'fault', origin, isFlaw: false })

describe('to blame for what is seen of a service', () => {
  it('is its flaw in a scenario without faults, and nobody where nothing is known', () => {
    expect(toBlame('payment', { flaws, faults: undefined })).toEqual(byFlaw)
    expect(toBlame('ledger', { flaws, faults: undefined })).toBeUndefined()
  })

  it('is the fault that is in it, before the flaw that its release has of its own, until it is taken out', () => {
    const faults = new KindFaultsOfDeployment(new Kernel())
    const takeOut = faults.touch('bad-release', 'payment')
    expect(toBlame('payment', { flaws, faults })).toEqual(byFault('bad-release'))
    expect(toBlame('ledger', { flaws, faults })).toBeUndefined()
    takeOut()
    expect(toBlame('payment', { flaws, faults })).toEqual(byFlaw)
  })

  it('is a fault of machines only where the service has nothing wrong of its own', () => {
    const faults = new KindFaultsOfDeployment(new Kernel())
    faults.touch('node-loss')
    expect(toBlame('payment', { flaws, faults })).toEqual(byFlaw)
    expect(toBlame('payment', { flaws: none, faults })).toEqual(byFault('node-loss'))
  })

  it('is the latest of several faults in it', () => {
    const faults = new KindFaultsOfDeployment(new Kernel())
    faults.touch('bad-release', 'payment')
    faults.touch('pod-crash', 'payment')
    faults.touch('node-loss')
    expect(toBlame('payment', { flaws: none, faults })).toEqual(byFault('pod-crash'))
  })
})

describe('a failure that has been put down to a fault', () => {
  const failure: Failure = {
    class: 'rollout-failure',
    cause: 'fault',
    origin: 'bad-release',
    message: 'payment answers with errors',
    service: 'payment',
  }

  it('is not explained by a flaw of the release', () => {
    expect(explained(failure, { live: flaws })).toEqual(failure)
  })

  it('is explained by the flaw where nobody was to blame', () => {
    const { origin: _, ...unexplained } = failure
    expect(explained({ ...unexplained, cause: 'platform' }, { live: flaws })).toMatchObject({
      cause: 'code-defect',
      origin: FLAW.id,
    })
  })
})
