import { expect, test } from 'vitest'
import { badRelease, flakyTest, podCrash } from '../../src/faults/builders.ts'
import { faultProblems } from '../../src/faults/check-settings.ts'
import { rolloutOf } from '../../src/faults/when.ts'
import { loadScenario } from '../../src/loading/load.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import { type FaultInput, faultSchema } from '../../src/model/fault.ts'
import { smallScenario } from '../model/small-scenario.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const problemsOf = (...faults: FaultInput[]) => faultProblems({ faults: faults.map((one) => faultSchema.parse(one)) })

test.each<[FaultInput, string, RegExp]>([
  [{ kind: 'bad-relase' }, 'faults.0.kind', /did you mean "bad-release"/],
  [{ kind: 'bad-release', settings: { errorrate: 0.3 } }, 'faults.0.settings.errorrate', /did you mean "errorRate"/],
  [{ kind: 'bad-release', settings: { errorRate: 3 } }, 'faults.0.settings.errorRate', /seatrial faults/],
  [{ kind: 'argocd-outage', selector: { service: 'web' } }, 'faults.0.selector.service', /leave the selector out/],
])('%j is refused, with its place and what to do', (fault, path, remedy) => {
  expect(problemsOf(fault)).toEqual([{ path, message: expect.any(String), remedy: expect.stringMatching(remedy) }])
})

test('what the functions write is accepted, and says what was asked for', () => {
  const bad = badRelease({ service: 'payment', errorRate: 0.3, when: rolloutOf('payment').reaches(0.5) })
  expect(problemsOf(bad, flakyTest(), podCrash({ pods: 2, region: 'here', probability: 0.1 }))).toEqual([])
  expect(faultSchema.parse(bad)).toEqual({
    kind: 'bad-release',
    selector: { service: 'payment' },
    settings: { errorRate: 0.3 },
    when: { kind: 'rollout', service: 'payment', reaches: 0.5 },
    probability: 1,
  })
})

test('a scenario file with an unknown setting of a fault is refused when it is loaded', async () => {
  using folder = temporaryFolder()
  const faults = [{ kind: 'pod-crash', settings: { pod: 1 } }]
  const file = folder.write('small.json', { ...smallScenario(), faults })
  await expect(loadScenario(file)).rejects.toThrow(InvalidInputError)
})
