import type { Kernel } from '../../src/kernel/index.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { World } from '../../src/world/world.ts'

/** Delivery by a Git repository that a controller follows. */
export type GitOpsPart = Pick<World, 'promote' | 'deploy' | 'revert'>

/** What a world is made for. */
export interface WorldOf {
  readonly kernel: Kernel
  readonly scenario: Scenario
  readonly seed: number
  readonly stretch: number
}
