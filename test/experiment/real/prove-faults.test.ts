import { expect, test } from 'vitest'
import {
  type ProveOptions,
  proveFaults,
  type RealFaultProof,
  realTrials,
} from '../../../src/experiment/real/prove-faults.ts'
import { simulateStretch } from '../../../src/experiment/stretch.ts'
import { FAULTS } from '../../../src/faults/index.ts'

const kinds = (...names: string[]) => names.map((name) => FAULTS.get(name)!)

/** Proves faults on an environment that carries out as the simulator does. */
function bench(names: readonly string[], of: Partial<ProveOptions> & { readonly throwsIn?: string } = {}) {
  const trials = realTrials(kinds(...names))
  const carriedOut: string[] = []
  const said: string[] = []
  const proofs: RealFaultProof[] = []
  const run = (): Promise<void> =>
    proveFaults(trials, {
      carrier: async ({ scenario, stretch, deployments, onRecording }) => {
        const { name } = trials.scenarios[scenario]!
        carriedOut.push(name)
        if (name === of.throwsIn) throw new Error('the API server is gone')
        simulateStretch(trials.scenarios[scenario]!, { seed: 1, stretch, measured: deployments, onRecording })
      },
      leftovers: async () => [],
      ...{ seed: 1, signal: new AbortController().signal, say: (line) => said.push(line) },
      onProof: (proof) => proofs.push(proof),
      ...of,
    })
  return { run, carriedOut, said, proofs }
}

test('production is watched for as long as it is asked, and for the time of the trials otherwise', () => {
  const watched = (observation?: number) =>
    realTrials(kinds('pod-crash', 'drift'), observation).scenarios.map(({ deployments }) => deployments.observation)
  expect(new Set(watched(30_000))).toEqual(new Set([30_000]))
  expect(new Set(watched())).toEqual(new Set([120_000]))
})

test('faults are tried one after another, and controls that are the same are carried out once', async () => {
  const { run, carriedOut, proofs } = bench(['pod-crash', 'leaked-secret', 'pod-deletion'])
  await run()
  expect(carriedOut).toEqual([
    'trial of pod-crash',
    'control of pod-crash',
    'trial of leaked-secret',
    'control of leaked-secret',
    'trial of pod-deletion',
  ])
  expect(proofs).toMatchObject([
    { fault: 'pod-crash', landed: true, controlSucceeded: true, leftovers: [] },
    { fault: 'leaked-secret', landed: true, controlSucceeded: true, outcome: 'blocked', recoveryMs: null },
    { fault: 'pod-deletion', landed: true, controlSucceeded: true, leftovers: [] },
  ])
  for (const { recoveryMs, recoveryMsOnSim } of proofs) expect(recoveryMs).toBe(recoveryMsOnSim)
  expect(proofs[0]!.recoveryMs).toBeGreaterThan(0)
})

test('what is left behind is in the proof, and said', async () => {
  const { run, said, proofs } = bench(['pod-crash', 'pod-deletion'], { leftovers: async () => ['node a is cordoned'] })
  await run()
  expect(proofs.map(({ leftovers }) => leftovers)).toEqual([['node a is cordoned'], ['node a is cordoned']])
  expect(said).toContain('pod-crash left something behind: node a is cordoned')
})

test('a trial that throws proves nothing, and the next one follows', async () => {
  const { run, proofs } = bench(['pod-crash', 'pod-deletion'], { throwsIn: 'trial of pod-crash' })
  await run()
  expect(proofs).toMatchObject([
    { fault: 'pod-crash', landed: false, proof: 'the API server is gone', controlSucceeded: false, recoveryMs: null },
    { fault: 'pod-deletion', landed: true, controlSucceeded: true },
  ])
})

test('a control that throws did not succeed, and is tried again for the next fault', async () => {
  const { run, carriedOut, proofs } = bench(['pod-crash', 'pod-deletion'], { throwsIn: 'control of pod-crash' })
  await run()
  expect(proofs).toMatchObject([
    { landed: true, controlSucceeded: false },
    { landed: true, controlSucceeded: false },
  ])
  expect(carriedOut.filter((name) => name === 'control of pod-crash')).toHaveLength(2)
})

test('the only trial throws what it failed with', async () => {
  const { run, proofs } = bench(['pod-crash'], { throwsIn: 'trial of pod-crash' })
  await expect(run()).rejects.toThrow('the API server is gone')
  expect(proofs).toEqual([])
})

test('an interruption ends it, after what was proved so far', async () => {
  const controller = new AbortController()
  let looks = 0
  const { run, proofs } = bench(['pod-crash', 'pod-deletion', 'crash-loop'], {
    signal: controller.signal,
    leftovers: async () => {
      if (++looks === 2) controller.abort(new Error('interrupted'))
      controller.signal.throwIfAborted()
      return []
    },
  })
  await expect(run()).rejects.toThrow('interrupted')
  expect(proofs.map(({ fault }) => fault)).toEqual(['pod-crash'])
})
