import { defineSuite } from 'seatrial'
import blueGreen from '../delivery/blue-green.ts'
import canary from '../delivery/canary.ts'
import rolling from '../delivery/rolling.ts'
import shadow from '../delivery/shadow.ts'

export default defineSuite({
  name: 'delivery',
  description: 'Rolling, canary, blue/green and shadow delivery of the same bad releases',
  runs: 240,
  scenarios: [rolling, canary, blueGreen, shadow],
  comparisons: [
    { from: rolling.name, to: canary.name, label: 'a canary with an analysis' },
    { from: rolling.name, to: blueGreen.name, label: 'blue/green with a preview' },
    { from: rolling.name, to: shadow.name, label: 'mirrored requests first' },
  ],
})
