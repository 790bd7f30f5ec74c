import { expect, it } from 'vitest'
import type { TemporaryFolder } from '../../temporary-folder.ts'
import { describeWith } from '../describe-with.ts'
import { commandLine, interruptAfter, scenarioOf } from './cli.ts'
import { existing, leftovers, volumesHeld } from './leftovers.ts'

/** When Ctrl-C is pressed: so long after a line was printed. Earlier points first; at the last ones most of it is up. */
const POINTS = [
  { line: 'docker is up', ms: 0 },
  { line: 'registry is up', ms: 200 },
  { line: 'putting the base image into the registry', ms: 100 },
  { line: 'creating the cluster us-east-1', ms: 6_000 },
  { line: 'databases is up', ms: 500 },
  { line: 'the cluster us-east-1 is ready', ms: 0 },
] as const

/** A scenario that needs all parts but those of GitOps, which take long. */
const everything = (folder: TemporaryFolder): string =>
  scenarioOf(folder, [
    { kind: 'build', name: 'images' },
    { kind: 'migrate', name: 'schema' },
    { kind: 'terraform', name: 'network' },
    { kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' },
  ])

describeWith(['docker', 'kind', 'terraform'], 'Ctrl-C', () => {
  it.for(POINTS)('$ms ms after "$line" of "env up" leaves nothing', async ({ line, ms }) => {
    using cli = commandLine()
    const up = cli.start(['up', everything(cli.folder), '--name', cli.run.id])
    await interruptAfter(up, line, ms)
    const { code, stdout, stderr } = await up.ended
    expect(stderr).toContain('removing what was made')
    expect(stderr).toContain('seatrial: interrupted')
    expect(stdout).toBe('')
    expect(code).toBe(130)
    expect(await leftovers(cli.run)).toEqual({})
  })

  it('while an interrupted "env up" cleans up does not keep it from that', async () => {
    using cli = commandLine()
    const up = cli.start(['up', everything(cli.folder), '--name', cli.run.id])
    await interruptAfter(up, 'registry is up', 0)
    await interruptAfter(up, 'removing what was made', 0)
    const { code, stderr } = await up.ended
    expect(stderr).toContain('still removing what was made')
    expect(code).toBe(130)
    expect(await leftovers(cli.run)).toEqual({})
  })

  it('during "env down" lets it finish', async () => {
    using cli = commandLine()
    const scenario = scenarioOf(cli.folder, [
      { kind: 'build', name: 'images' },
      { kind: 'migrate', name: 'schema' },
    ])
    expect(await cli.up([scenario])).toMatchObject({ code: 0 })
    const volumes = await volumesHeld(cli.run)
    expect(volumes.length).toBeGreaterThan(0)
    const down = cli.start(['down', cli.run.id])
    await interruptAfter(down, `removing ${cli.run.id}`, 300)
    const { code, stderr } = await down.ended
    expect(stderr).toContain('seatrial: interrupted')
    expect(code).toBe(130)
    expect(await leftovers(cli.run)).toEqual({})
    expect(await existing(volumes)).toEqual([])
  })
})
