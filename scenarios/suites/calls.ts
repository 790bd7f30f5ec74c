import { defineSuite } from 'seatrial'
import breaker from '../calls/breaker.ts'
import meshAll from '../calls/mesh-all.ts'
import meshSelective from '../calls/mesh-selective.ts'
import noBreaker from '../calls/no-breaker.ts'

export default defineSuite({
  name: 'calls',
  description: 'What the call graph does to faults: a circuit breaker, and a mesh with and without bypass',
  runs: 200,
  scenarios: [noBreaker, breaker, meshAll, meshSelective],
  comparisons: [
    { from: noBreaker.name, to: breaker.name, label: 'a circuit breaker and a backup' },
    { from: meshAll.name, to: meshSelective.name, label: 'selective bypass of the mesh' },
  ],
})
