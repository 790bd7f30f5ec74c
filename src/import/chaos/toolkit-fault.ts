import type { FaultInput } from '../../model/fault.ts'
import type { Translation } from './report.ts'

/** Translates the arguments of one action of the Chaos Toolkit. */
export type Make = (args: unknown) => Translation

/** A fault of a service; says so where the input names none. */
export const fault = (
  kind: string,
  service: string | undefined,
  more: Partial<FaultInput> = {},
  differs: readonly string[] = [],
): Translation => ({
  fault: { kind, ...(service === undefined ? {} : { selector: { service } }), ...more },
  differs: [
    ...(service === undefined ? ['it names no service: one that the deployment changes is hit'] : []),
    ...differs,
  ],
})

/** A line for each of these arguments that is given and neither empty nor false. */
export const leftOut = (args: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(args).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' || value === false
      ? []
      : [`${name} ${String(value)} is left out`],
  )
