import { findTool } from '../tool/find-tool.ts'
import { NEEDS, type Need, type Needs } from './needs.ts'

/** Programs without which a need cannot be met; those of the others are required of every environment. */
const PROGRAMS: Partial<Readonly<Record<Need, string>>> = {
  infrastructure: 'terraform',
  gitops: 'git',
  traffic: 'k6',
}

/** What an environment on this machine can have; `say` is told what is left out and why. */
export async function availableNeeds(say: (line: string) => void): Promise<Needs> {
  const found = new Set<Need>()
  for (const need of NEEDS) {
    const program = PROGRAMS[need]
    if (program === undefined || (await findTool(program)) !== undefined) found.add(need)
    else say(`${need} is left out: no ${program} on the PATH ("seatrial env doctor" prints the command that gets it)`)
  }
  return found
}
