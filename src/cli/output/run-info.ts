import { availableParallelism, totalmem } from 'node:os'
import { z } from 'zod'
import { packageVersion } from '../package-version.ts'

/**
 * run-info.json: everything about a run that differs from machine to machine and from day to day, kept out of report.json
 * so that the same run gives the same bytes there. `files` are the files of the run, relative to the folder: a later run
 * replaces these and no others.
 */
export const runInfoSchema = z.object({
  seatrial: z.string(),
  command: z.array(z.string()),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  host: z.object({
    node: z.string(),
    platform: z.string(),
    arch: z.string(),
    processors: z.number().int(),
    memoryMiB: z.number().int(),
  }),
  files: z.array(z.string()),
})
export type RunInfo = z.output<typeof runInfoSchema>

/** Facts of a run that begins now on this machine. */
export function beginRunInfo(): RunInfo {
  return {
    seatrial: packageVersion(),
    command: process.argv.slice(2),
    startedAt: new Date().toISOString(),
    finishedAt: null,
    exitCode: null,
    host: {
      node: process.version,
      platform: process.platform,
      arch: process.arch,
      processors: availableParallelism(),
      memoryMiB: Math.round(totalmem() / 2 ** 20),
    },
    files: [],
  }
}
