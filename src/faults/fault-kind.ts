import type { z } from 'zod'
import type { Process } from '../kernel/index.ts'
import type { FaultInput, Selector } from '../model/fault.ts'
import type { ScenarioInput } from '../model/scenario.ts'
import type { Millis } from '../model/units.ts'
import type { Detector } from './detector.ts'
import type { FaultHooks } from './hooks.ts'

/** How production, or the pipeline, comes back. */
export const RECOVERIES = ['alone', 'approval', 'by-hand', 'none'] as const
export type FaultRecovery = (typeof RECOVERIES)[number]

/** Where and how one fault is put in. */
export interface Site<S> {
  readonly hooks: FaultHooks
  readonly settings: S
  readonly selector: Selector
  /** How long it lasts once it has landed; 0 when it ends by itself or with the deployment. */
  readonly durationMs: Millis
  /** Says that the fault is in: from here on, failing to prove it makes the run invalid. */
  acted(): void
}

/** What was observed. */
export type Landing =
  | {
      readonly landed: true
      /** What was hit. */
      readonly target: string
      /** The observation that shows it. */
      readonly proof: string
      /**
       * Returns the detector when something reacts that is not recorded anyway; undefined when nothing did. A fault without a
       * duration is over then; one that has neither lasts until somebody repairs it.
       */
      readonly noticed?: () => Process<Detector | undefined>
    }
  | { readonly landed: false; readonly why: string }

/** What of the trial scenario must differ for the fault to have an occasion. */
export interface Trial {
  readonly deployments?: Partial<ScenarioInput['deployments']>
  readonly mechanisms?: ScenarioInput['mechanisms']
  readonly pipeline?: Partial<ScenarioInput['pipeline']>
  readonly spot?: boolean
  readonly real?: RealTrial
}

/** What the trial on real things has beside a build and a rollout, and with which settings a fault shows there within minutes. */
export interface RealTrial {
  /** Jobs that the fault needs. */
  readonly jobs?: readonly (
    | 'test'
    | 'secrets'
    | 'terraform'
    | 'migrate'
    | 'unchecked-migration'
    | 'manual'
    | 'approval'
  )[]
  readonly delivery?: 'gitops'
  /** Machines of the region that can be lost. */
  readonly nodes?: number
  readonly settings?: FaultInput['settings']
  readonly durationMs?: Millis
  /** Start-up of the services. */
  readonly startupMs?: Millis
}

/** One fault of the catalogue. */
export interface FaultKind<S extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly about: string
  /** Fields of the selector that mean something to it. */
  readonly selects: readonly (keyof Selector)[]
  /** Each setting with a default and a description. */
  readonly settings: S
  /** Default duration; 0 when it ends by itself or lasts until the deployment is over. */
  readonly durationMs: Millis
  readonly sim: boolean
  readonly kind: boolean
  /** How it lands in a real cluster, or why it cannot, or what is missing. */
  readonly inKind: string
  /** The observation that proves it. */
  readonly proof: string
  readonly detectedBy: Detector
  readonly recovery: FaultRecovery
  readonly removal: string
  inject(site: Site<z.output<S>>): Process<Landing>
  readonly trial?: Trial
}

/** Types a fault by its own settings. */
export const defineFault = <S extends z.ZodObject>(kind: FaultKind<S>): FaultKind<S> => kind
