import { ARGOCD_MANIFESTS } from '../argocd/manifests.ts'
import { canHaveImage } from '../docker/image.ts'
import { IMAGES } from '../images.ts'
import type { EnvironmentOptions } from '../options.ts'
import { findTool } from '../tool/find-tool.ts'
import { probeManifests } from '../upstream/probe.ts'
import { NEEDS, type Need, type Needs } from './needs.ts'

/** Programs without which a need cannot be met; those of the others are required of every environment. */
const PROGRAMS: Partial<Readonly<Record<Need, string>>> = {
  infrastructure: 'terraform',
  gitops: 'git',
  traffic: 'k6',
}

/** Who is told what is left out, and what stops the looking. */
export interface AvailableOptions {
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/**
 * What an environment on this machine can have: nobody asked for any of it in particular, so that what is missing is left out, and said,
 * and keeps nothing from coming up. What a scenario asks for is never left out. The controller of
 * canaries comes up on request only: a scenario's, or `environment.canary`.
 */
export async function availableNeeds(options: EnvironmentOptions, { say, signal }: AvailableOptions): Promise<Needs> {
  const found = new Set<Need>()
  for (const need of NEEDS) {
    // They slow every coming up down, and most scenarios have none.
    if (need === 'canaries') continue
    const problem =
      (await programProblem(need)) ?? (need === 'gitops' ? await gitOpsProblem(options, signal) : undefined)
    if (problem === undefined) found.add(need)
    else say(`${need} is left out: ${problem}`)
  }
  return found
}

const DOCTOR = '("seatrial env doctor" prints the command that gets it)'

async function programProblem(need: Need): Promise<string | undefined> {
  const program = PROGRAMS[need]
  if (program === undefined || (await findTool(program)) !== undefined) return undefined
  return `no ${program} on the PATH ${DOCTOR}`
}

/** Why Argo CD cannot be installed, if it cannot. */
async function gitOpsProblem({ existing }: EnvironmentOptions, signal: AbortSignal): Promise<string | undefined> {
  if (existing !== undefined) return 'Argo CD would change the cluster as a whole, and this one is not ours'
  const manifests = await probeManifests(ARGOCD_MANIFESTS, signal)
  if (!manifests.isThere) return `the manifests of Argo CD cannot be had: ${manifests.problem} ${DOCTOR}`
  if (await canHaveImage('argocd', signal)) return undefined
  return `the image of Argo CD is not here and cannot be pulled (${IMAGES.argocd.variable} names another)`
}
