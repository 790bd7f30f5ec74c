import type { z } from 'zod'
import type { FaultInput, Timing } from '../model/fault.ts'
import type { Millis, Ratio } from '../model/units.ts'
import type { FaultKind } from './fault-kind.ts'

/** Whom a fault hits, when, how likely and how long, beside its own settings. */
export interface FaultPlacement<N extends string> {
  /** By default a service that the deployment changes. */
  readonly service?: N
  readonly region?: string
  readonly tier?: string
  /** At the trigger of the deployment unless given; see `after`, `startOf` and `rolloutOf`. */
  readonly when?: Timing
  /** In how many deployments; in each unless given. */
  readonly probability?: Ratio
  readonly duration?: Millis
  /** Again and again in one deployment. */
  readonly repeat?: { readonly times: number; readonly pause?: Millis }
}

/** A fault as a scenario holds it; the name of the service is kept for the compiler. */
export type BuiltFault<N extends string> = FaultInput & { readonly selector: { readonly service?: N } }

/** Settings of a fault; nothing for one that has none. */
type SettingsOf<S extends z.ZodObject> = keyof S['shape'] extends never ? unknown : z.input<S>

/** The function that writes one kind of fault into a scenario. */
export const builderOf =
  <S extends z.ZodObject>(kind: FaultKind<S>) =>
  <const N extends string>(
    of: FaultPlacement<N> & SettingsOf<S> = {} as FaultPlacement<N> & SettingsOf<S>,
  ): BuiltFault<N> => {
    const { service, region, tier, when, probability, duration, repeat, ...settings } = of as FaultPlacement<N>
    return {
      kind: kind.name,
      selector: {
        ...(service === undefined ? {} : { service }),
        ...(region === undefined ? {} : { region }),
        ...(tier === undefined ? {} : { tier }),
      },
      settings: settings as NonNullable<FaultInput['settings']>,
      ...(when === undefined ? {} : { when }),
      ...(probability === undefined ? {} : { probability }),
      ...(duration === undefined ? {} : { durationMs: duration }),
      ...(repeat === undefined ? {} : { repeat: { times: repeat.times, pauseMs: repeat.pause ?? 0 } }),
    }
  }
