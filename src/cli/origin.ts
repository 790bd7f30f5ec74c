import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Origin } from '../history/index.ts'
import { commitOf } from './commit-of.ts'
import { beginRunInfo, type RunInfo, runInfoSchema } from './output/run-info.ts'

/** What whoever adds a run may say instead of what can be found out. */
export interface OriginFlags {
  readonly commit?: string
  readonly host?: string
}

/** Where the run in a folder was made: run-info.json tells when and on what machine, git the commit of this folder. */
export function originOf(folder: string, { commit, host }: OriginFlags): Origin {
  const info = readRunInfo(folder) ?? beginRunInfo()
  const state = commit === undefined ? commitOf(join(folder, 'report.json')) : { commit, dirty: null }
  return { recordedAt: info.startedAt, ...state, host: host ?? machine(info), seatrial: info.seatrial }
}

/** Undefined where there is none, or one that cannot be read. The folder of a scenario in a suite has it one level up. */
function readRunInfo(folder: string): RunInfo | undefined {
  const file = [folder, join(folder, '..')].map((path) => join(path, 'run-info.json')).find((path) => existsSync(path))
  if (file === undefined) return undefined
  try {
    return runInfoSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

const machine = ({ host: { platform, arch, processors, memoryMiB, node } }: RunInfo): string =>
  `${platform} ${arch}, ${processors} processors, ${Math.round(memoryMiB / 1024)} GiB, node ${node}`
