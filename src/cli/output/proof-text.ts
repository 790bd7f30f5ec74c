import type { FaultProof } from '../../experiment/prove-fault.ts'
import type { RealFaultProof } from '../../experiment/real/prove-faults.ts'
import { FAULTS } from '../../faults/index.ts'
import { terminalTable } from '../../report/terminal/table.ts'

/** A proof on the simulator or, with more to say, on real things. */
export type Proved = FaultProof & Partial<RealFaultProof>

/** One proof in sentences, or several as a table of at most 80 columns. */
export const proofText = (shown: Proved | readonly Proved[]): string =>
  'fault' in shown ? sentences(shown) : `${table(shown).join('\n')}\n`

/** A proof in one line, for those who wait for the next. */
export function proofInShort({ fault, landed, detectedBy, recoveryMs }: FaultProof): string {
  const recovery = recoveryMs === null ? [] : [`recovered after ${inSeconds(recoveryMs)}`]
  return [`${fault} ${landed ? 'landed' : 'did not land'}`, `noticed by ${detectedBy ?? 'nobody'}`, ...recovery].join(
    ', ',
  )
}

function sentences(proved: Proved): string {
  const { fault, landed, proof, detectedBy, outcome, recovery, recoveryMs, controlSucceeded, leftovers } = proved
  const times = [
    ...(recoveryMs === null ? [] : [inSeconds(recoveryMs)]),
    ...(typeof proved.recoveryMsOnSim === 'number' ? [`${inSeconds(proved.recoveryMsOnSim)} on the simulator`] : []),
  ]
  return [
    `${fault}: ${landed ? 'landed' : 'did NOT land'}${proof === null ? '' : ` (${proof})`}`,
    `  noticed by ${detectedBy ?? 'nobody'}, as the catalogue says: ${FAULTS.get(fault)?.detectedBy}`,
    `  the deployment ${outcome === 'failed' ? 'failed' : `was ${outcome}`}; recovery: ${[recovery, ...times].join(', ')}`,
    `  the same deployment without it ${controlSucceeded ? 'succeeded' : 'did NOT succeed'}`,
    ...(leftovers ?? []).map((line) => `  left behind: ${line}`),
    '',
  ].join('\n')
}

function table(proofs: readonly Proved[]): readonly string[] {
  const isReal = proofs.some(({ leftovers }) => leftovers !== undefined)
  const columns = [
    { title: 'FAULT', align: 'left' },
    { title: 'LANDED', align: 'left', gap: 1 },
    { title: 'NOTICED BY', align: 'left', gap: 1, least: 10 },
    { title: 'OUTCOME', align: 'left', gap: 1 },
    { title: isReal ? 'RECOVERED' : 'RECOVERED (sim)', align: 'right', gap: 1 },
    ...(isReal
      ? [{ title: '(sim)', align: 'right', gap: 1 } as const, { title: 'LEFT', align: 'right', gap: 1 } as const]
      : []),
  ] as const
  const rows = proofs.map((one) => [
    one.fault,
    one.landed ? 'yes' : 'NO',
    one.detectedBy ?? 'nobody',
    one.controlSucceeded ? one.outcome : `${one.outcome}*`,
    inSeconds(one.recoveryMs),
    ...(isReal ? [inSeconds(one.recoveryMsOnSim ?? null), `${one.leftovers?.length ?? 0}`] : []),
  ])
  const lines = terminalTable(
    columns,
    rows.map((row) => row.map((text) => ({ text }))),
    { heading: (text) => text },
  )
  const failed = proofs.some(({ controlSucceeded }) => !controlSucceeded)
  const left = proofs.flatMap(({ fault, leftovers = [] }) => leftovers.map((line) => `${fault} left behind: ${line}`))
  const notLanded = proofs.flatMap(({ fault, landed, proof }) =>
    landed || proof === null ? [] : [`${fault}: ${proof}`],
  )
  const control = failed ? ['* the same deployment without the fault did NOT succeed'] : []
  return [...lines, ...control, ...notLanded, ...left]
}

const inSeconds = (ms: number | null): string => (ms === null ? '-' : `${(ms / 1_000).toFixed(1)} s`)
