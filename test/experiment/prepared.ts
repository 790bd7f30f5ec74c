import type { Scenario } from '../../src/model/scenario.ts'
import { validateScenario } from '../../src/model/validate.ts'
import { gitops } from '../../src/presets/index.ts'
import { smallScenario } from '../model/small-scenario.ts'

/** The small scenario on the GitOps pipeline, validated: 8 deployments a stretch, a few milliseconds each. */
export const smallPrepared = (name = 'small'): Scenario =>
  validateScenario({ ...smallScenario(), name, pipeline: gitops({ runners: 3 }) }, 'test.ts').value
