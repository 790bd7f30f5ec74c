import type { EnvironmentStatus } from '../../../harness/index.ts'

/** An environment that came up, and the time that each component took. */
export interface CameUp {
  readonly id: string
  readonly folder: string
  readonly durationMs: number
  readonly components: readonly { readonly name: string; readonly durationMs: number }[]
}

/** What `env up` prints when all is up. Components come up side by side: their times do not add up to the whole. */
export function cameUpText({ id, folder, durationMs, components }: CameUp): string {
  const width = Math.max(...components.map(({ name }) => name.length))
  return [
    `environment ${id} is up after ${secondsOf(durationMs)}`,
    ...components.map((one) => `  ${one.name.padEnd(width)}  ${secondsOf(one.durationMs).padStart(8)}`),
    `its files: ${folder}`,
    `take it down: seatrial env down ${id}`,
    '',
  ].join('\n')
}

/** What `env status` prints. */
export function statusText(environments: readonly EnvironmentStatus[]): string {
  if (environments.length === 0) return 'no environment is up; bring one up: seatrial env up\n'
  return environments.map(oneText).join('\n')
}

function oneText({ id, folder, parts }: EnvironmentStatus): string {
  if (parts.length === 0) {
    return `environment ${id} did not come up; remove what is left of it: seatrial env down ${id}\n`
  }
  const width = Math.max(...parts.map(({ name }) => name.length))
  const lines = parts.map(({ name, isUp, detail }) => `  ${isUp ? '+' : '!'} ${name.padEnd(width)}  ${detail}`)
  return [`environment ${id} (${folder})`, ...lines, ''].join('\n')
}

/** What `env down` prints. */
export const wentText = (ids: readonly string[]): string =>
  ids.length === 0 ? 'there is no environment\n' : ids.map((id) => `environment ${id} is removed\n`).join('')

const secondsOf = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
