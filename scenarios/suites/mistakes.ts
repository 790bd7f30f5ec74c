import { defineSuite } from 'seatrial'
import bigBangCure from '../faults/mistakes/big-bang/cure.ts'
import bigBangMistake from '../faults/mistakes/big-bang/mistake.ts'
import blindRollbackCure from '../faults/mistakes/blind-rollback/cure.ts'
import blindRollbackMistake from '../faults/mistakes/blind-rollback/mistake.ts'
import driftCure from '../faults/mistakes/drift/cure.ts'
import driftMistake from '../faults/mistakes/drift/mistake.ts'
import meshLatencyCure from '../faults/mistakes/mesh-latency/cure.ts'
import meshLatencyMistake from '../faults/mistakes/mesh-latency/mistake.ts'
import noCriteriaCure from '../faults/mistakes/no-criteria/cure.ts'
import noCriteriaMistake from '../faults/mistakes/no-criteria/mistake.ts'
import sharedStateCure from '../faults/mistakes/shared-state/cure.ts'
import sharedStateMistake from '../faults/mistakes/shared-state/mistake.ts'
import staleCacheCure from '../faults/mistakes/stale-cache/cure.ts'
import staleCacheMistake from '../faults/mistakes/stale-cache/mistake.ts'
import staleCacheUnnoticed from '../faults/mistakes/stale-cache/unnoticed.ts'

export default defineSuite({
  name: 'mistakes',
  description: 'The seven mistakes of the published case, each with its cure',
  runs: 240,
  scenarios: [
    bigBangMistake,
    bigBangCure,
    staleCacheMistake,
    staleCacheUnnoticed,
    staleCacheCure,
    blindRollbackMistake,
    blindRollbackCure,
    sharedStateMistake,
    sharedStateCure,
    driftMistake,
    driftCure,
    meshLatencyMistake,
    meshLatencyCure,
    noCriteriaMistake,
    noCriteriaCure,
  ],
  comparisons: [
    {
      from: bigBangMistake.name,
      to: bigBangCure.name,
      label: 'a few at a time instead of all at once',
      metric: 'change.failure.rate',
    },
    {
      from: staleCacheMistake.name,
      to: staleCacheCure.name,
      label: 'hash keys instead of branch names',
      metric: 'pipeline.failure.rate',
    },
    {
      from: blindRollbackMistake.name,
      to: blindRollbackCure.name,
      label: 'a guard before going back',
      metric: 'data.corruption.rate',
    },
    {
      from: sharedStateMistake.name,
      to: sharedStateCure.name,
      label: 'a state for each team',
      metric: 'pipeline.failure.rate',
    },
    {
      from: driftMistake.name,
      to: driftCure.name,
      label: 'daily detection and reviewed plans',
      metric: 'change.failure.rate',
    },
    {
      from: meshLatencyMistake.name,
      to: meshLatencyCure.name,
      label: 'selective bypass of the mesh',
      metric: 'change.failure.rate',
    },
    {
      from: noCriteriaMistake.name,
      to: noCriteriaCure.name,
      label: 'criteria for going back',
      metric: 'recovery.duration',
    },
  ],
})
