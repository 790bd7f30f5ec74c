import { z } from 'zod'
import type { Component, PartStatus } from '../component.ts'
import { findTool } from '../tool/find-tool.ts'
import { allScanners } from './scanners.ts'
import { fetchDatabase } from './trivy.ts'

const factsSchema = z.strictObject({
  /** Programs of scanners that are on the PATH. */
  programs: z.array(z.string()),
  /** Whether Trivy has its database of vulnerabilities. */
  hasDatabase: z.boolean(),
})
export type ScanFacts = z.output<typeof factsSchema>

/** Scanners: those that are on the PATH. Says which scans are left out. */
export const scansComponent: Component<ScanFacts> = {
  name: 'scans',
  needs: [],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('scans'),

  async up({ signal, say }) {
    const programs: string[] = []
    for (const { program, kind, install } of allScanners(false)) {
      if ((await findTool(program)) !== undefined) programs.push(program)
      else say(`scan "${kind}" is left out: no ${program} on the PATH (${install})`)
    }
    const hasDatabase = programs.includes('trivy') && (await fetchDatabase(signal))
    if (programs.includes('trivy') && !hasDatabase) {
      say('Trivy cannot get its database: images are scanned for secrets, not for vulnerabilities')
    }
    return { programs, hasDatabase }
  },

  /** Scanners leave nothing. */
  down: async () => {},

  async status(_run, { programs, hasDatabase }) {
    const scanners = allScanners(hasDatabase).filter(({ program }) => programs.includes(program))
    return await Promise.all(scanners.map(({ kind, program }) => statusOf(kind, program)))
  },
}

async function statusOf(kind: string, program: string): Promise<PartStatus> {
  const path = await findTool(program)
  return { name: `scan ${kind}`, isUp: path !== undefined, detail: path ?? `${program} is no longer on the PATH` }
}
