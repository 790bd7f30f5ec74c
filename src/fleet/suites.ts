import type { ServiceInput } from '../model/fleet.ts'
import type { Draws } from './draws.ts'
import type { CompleteFintechOptions } from './options.ts'
import { sized } from './size.ts'

/** Above this a suite is quarantined and not run as it is: assumed. Cutting here takes the mean from 1.5 % to 1.1 %. */
const FLAKIEST = 0.1

/** The unit and the integration suite of a service. Most suites are hardly ever flaky and a few often (lognormal rates). */
export function suites(
  name: string,
  size: number,
  times: CompleteFintechOptions['suites'],
  draws: Draws,
): NonNullable<ServiceInput['suites']> {
  const flaky = (kind: 'unit' | 'integration') =>
    Math.min(FLAKIEST, Number(draws.value(times[`${kind}FlakyRate`], name, `${kind}/flaky`).toPrecision(3)))
  return [
    { name: 'unit', kind: 'unit', duration: sized(times.unit, size), flakyRate: flaky('unit') },
    {
      name: 'integration',
      kind: 'integration',
      duration: sized(times.integration, size),
      flakyRate: flaky('integration'),
    },
  ]
}
