import type { ServiceInput } from '../model/fleet.ts'
import type { Draws } from './draws.ts'
import type { CompleteFintechOptions } from './options.ts'
import { sized } from './size.ts'

/**
 * The layers of a JVM service: a Java runtime on a distribution, its jars, its classes. Sizes in MiB are assumed: base
 * 180–220, dependencies 60–120, application 5–15. The base costs the same for all; the other two grow with the service.
 */
export function layers(
  name: string,
  size: number,
  build: CompleteFintechOptions['build'],
  draws: Draws,
): NonNullable<ServiceInput['layers']> {
  const between = (low: number, high: number, what: string) =>
    Math.round((low + (high - low) * draws.uniform(name, `${what}/size`)) * 10) / 10
  return [
    { name: 'base', input: 'base', sizeMiB: between(180, 220, 'base'), build: build.base },
    {
      name: 'dependencies',
      input: 'lock-file',
      sizeMiB: between(60, 120, 'dependencies'),
      build: sized(build.dependencies, size),
    },
    {
      name: 'application',
      input: 'source',
      sizeMiB: between(5, 15, 'application'),
      build: sized(build.application, size),
    },
  ]
}
