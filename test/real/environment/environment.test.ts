import { describe, expect, it } from 'vitest'
import { buildkitComponent } from '../../../harness/buildkit/component.ts'
import { docker } from '../../../harness/docker/docker.ts'
import {
  environmentAttach,
  environmentDoctor,
  environmentDown,
  environmentStatus,
  environmentUp,
} from '../../../harness/environment.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import type { Need } from '../../../harness/needs/needs.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { makeRun } from '../real-run.ts'
import { oneService } from '../small-fleet.ts'
import { existing, leftovers, volumesHeld } from './leftovers.ts'

const { signal } = new AbortController()
const fleet = fleetSchema.parse(oneService)

describe('an environment', () => {
  it('comes up, is found by another process, refuses its name to others, tells how it is, and goes without a trace', async () => {
    await using folder = await makeRun()
    const { state } = folder
    const said: string[] = []
    const needs = new Set<Need>(['clusters', 'builds'])
    const environment = await environmentUp({ fleet, state, signal, needs, say: (line) => said.push(line) })
    const { run } = environment
    expect(said).toContain('kind is up')

    const attached = await environmentAttach({ state, signal, name: run.id })
    expect(attached.factsOf(kindComponent)).toEqual(environment.factsOf(kindComponent))
    expect(attached.factsOf(buildkitComponent).baseImage).toContain('seed/')

    await expect(environmentUp({ fleet, state, signal, name: run.id })).rejects.toMatchObject({
      code: 'ENVIRONMENT_UNAVAILABLE',
      message: expect.stringContaining('exists already'),
    })

    const [status] = await environmentStatus({ state, signal, name: run.id })
    expect(status?.parts.map(({ name, isUp }) => [name.split(' ')[0], isUp])).toEqual([
      ['docker', true],
      ['registry', true],
      ['cluster', true],
      ['buildkit', true],
    ])
    await docker(['stop', `seatrial-${run.id}-registry`])
    const [after] = await environmentStatus({ state, signal, name: run.id })
    expect(after?.parts.filter(({ isUp }) => !isUp).map(({ name }) => name)).toEqual(['registry'])

    const volumes = await volumesHeld(run)
    expect(volumes.length).toBeGreaterThan(1)
    expect(await environmentDown({ state, signal, name: run.id })).toEqual([run.id])
    expect(await leftovers(run)).toEqual({})
    expect(await existing(volumes)).toEqual([])
    await expect(environmentAttach({ state, signal, name: run.id })).rejects.toThrow('is not up')
    expect(await environmentDown({ state, signal, name: run.id })).toEqual([run.id])
  })

  it('comes up only with the parts that are asked for', async () => {
    await using folder = await makeRun()
    await using environment = await environmentUp({
      fleet,
      state: folder.state,
      signal,
      components: [registryComponent],
    })
    expect(environment.has(registryComponent)).toBe(true)
    expect(environment.has(kindComponent)).toBe(false)
    expect(() => environment.factsOf(kindComponent)).toThrow('has no kind')
  })
})

describe('the doctor', () => {
  it('finds the engine and the programs of this machine, and a command for what is missing', async () => {
    const { findings, isReady } = await environmentDoctor({ signal })
    expect(isReady).toBe(true)
    expect(findings.find(({ name }) => name === 'kind')?.detail).toMatch(/^v\d+\.\d+/)
    for (const finding of findings.filter(({ isThere }) => !isThere)) expect(finding.command).toBeTruthy()
  })
})
