import type { DeploymentAddress } from '../../src/model/events.ts'
import { formatAddress } from '../../src/model/events.ts'
import type { Fleet } from '../../src/model/fleet.ts'
import type { JobOf } from '../../src/model/pipeline.ts'
import type { Stack, StackPlace } from './stack.ts'

/** Resources of a state that are made at most: each costs Terraform time, and tells nothing that fewer do not tell. */
export const MAX_RESOURCES = 200

/** What an infrastructure change touches in its state. */
const CHANGING = 3

/** How the stacks of a fleet are made. */
export interface StacksOptions {
  /** How long an apply that changes something takes at least. Default 0: as long as Terraform itself needs. */
  readonly applyMs?: number
  /** Places that get a ConfigMap in the state of their region; needs the kubernetes provider. */
  readonly places?: ReadonlyMap<string, StackPlace>
  /**
   * Which team's state an infrastructure change is about, from 0 to below 1 over the teams in alphabetical order. Default: the teams
   * take turns.
   */
  readonly pick?: (address: DeploymentAddress) => number
  /** Names of the change of a deployment, unique in the environment. Default: its address. */
  readonly nameOf?: (address: DeploymentAddress) => string
}

/** The configurations of all states as their repository has them: what they are now, and how deployments change them. */
export class Stacks {
  /** In alphabetical order, as in the simulated world. */
  readonly teams: readonly string[]
  private readonly fleet: Fleet
  private readonly options: StacksOptions
  private readonly stacks = new Map<string, Stack>()
  private readonly changed = new Set<string>()

  constructor(fleet: Fleet, options: StacksOptions = {}) {
    this.fleet = fleet
    this.options = options
    this.teams = [...new Set(fleet.services.map(({ team }) => team))].sort()
  }

  /** Names of the states of a region. */
  statesIn(region: string, states: JobOf<'terraform'>['states']): readonly string[] {
    return states === 'per-region' ? [region] : this.teams.map((team) => `${region}/${team}`)
  }

  /** The configuration of a state. */
  stack(state: string): Stack {
    const known = this.stacks.get(state)
    if (known !== undefined) return known
    const [region = '', team] = state.split('/')
    const share = team === undefined ? 1 : this.teams.length
    const resources = Math.min(MAX_RESOURCES, Math.max(1, Math.round(this.fleet.infrastructureResources / share)))
    const place = this.options.places?.get(region)
    return this.set({
      state,
      revision: 'initial',
      resources,
      changing: Math.min(CHANGING, resources),
      applyMs: this.options.applyMs ?? 0,
      ...(place === undefined ? {} : { place }),
    })
  }

  /** The configurations that anybody has asked for so far. */
  all(): readonly Stack[] {
    return [...this.stacks.values()]
  }

  /** Replaces the configuration of a state. */
  set(stack: Stack): Stack {
    this.stacks.set(stack.state, stack)
    return stack
  }

  /** Merges the infrastructure change of a deployment in a region, once, however often it is asked to. */
  change(address: DeploymentAddress, region: string, states: JobOf<'terraform'>['states']): void {
    const all = this.statesIn(region, states)
    const state = all[Math.floor(this.pick(address) * all.length)]
    const { nameOf = formatAddress } = this.options
    const change = `${nameOf(address)} ${state}`
    if (state === undefined || this.changed.has(change)) return
    this.changed.add(change)
    this.set({ ...this.stack(state), revision: nameOf(address) })
  }

  private pick(address: DeploymentAddress): number {
    if (this.options.pick !== undefined) return this.options.pick(address)
    const turns = this.teams.length
    return (((address.deployment % turns) + turns) % turns) / turns
  }
}
