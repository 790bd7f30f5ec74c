import type { EnvironmentOptions } from '../options.ts'
import { findTool } from '../tool/find-tool.ts'
import { NEEDS, type Need, type Needs } from './needs.ts'

/** Programs without which a need cannot be met; those of the others are required of every environment. */
const PROGRAMS: Partial<Readonly<Record<Need, string>>> = {
  infrastructure: 'terraform',
  gitops: 'git',
  traffic: 'k6',
}

/** What an environment on this machine can have; `say` is told what is left out and why. */
export async function availableNeeds({ existing }: EnvironmentOptions, say: (line: string) => void): Promise<Needs> {
  const found = new Set<Need>()
  for (const need of NEEDS) {
    if (need === 'gitops' && existing !== undefined) {
      say('gitops is left out: Argo CD would change the cluster as a whole, and this one is not ours')
      continue
    }
    const program = PROGRAMS[need]
    if (program === undefined || (await findTool(program)) !== undefined) found.add(need)
    else say(`${need} is left out: no ${program} on the PATH ("seatrial env doctor" prints the command that gets it)`)
  }
  return found
}
