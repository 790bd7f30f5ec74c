import { Draws } from './draws.ts'
import type { Faults } from './faults.ts'
import { Memory } from './memory.ts'
import { Metrics } from './metrics.ts'
import type { Release } from './release.ts'
import type { Settings } from './settings.ts'
import { standStill } from './stand-still.ts'

/** One running instance: its settings, the phase that it is in, and what is wrong with it at the moment. */
export class Instance {
  readonly settings: Settings
  readonly release: Release
  readonly draws: Draws
  readonly metrics: Metrics
  phase: 'starting' | 'serving' | 'draining' = 'starting'
  /** Set when it began to serve; of `performance.now()`. */
  servingSince = 0
  private defects: Faults = {}
  private wrong: Faults = {}
  private readonly memory = new Memory()

  constructor(settings: Settings, release: Release) {
    this.settings = settings
    this.release = release
    this.draws = new Draws(settings.seed, settings.instance)
    this.metrics = new Metrics(settings, release.revision)
    this.holdMemory()
  }

  /** The defects of the release show from now on. */
  showDefects(): void {
    this.defects = this.release.faults
    this.setFaults({})
  }

  get faults(): Faults {
    return this.wrong
  }

  /** Replaces the faults: those of the release stay unless they are overridden. */
  setFaults(faults: Faults): void {
    this.wrong = { ...this.defects, ...faults }
    this.holdMemory()
    if (this.wrong.hang === 'process') standStill()
  }

  get isStarted(): boolean {
    return this.phase !== 'starting' && this.wrong.started !== false
  }

  get isReady(): boolean {
    return this.phase === 'serving' && this.isStarted && this.wrong.ready !== false && this.wrong.hang === undefined
  }

  get isLive(): boolean {
    return this.wrong.live !== false
  }

  private holdMemory(): void {
    this.memory.hold(this.settings.memoryMiB + (this.wrong.memoryMiB ?? 0))
  }
}
