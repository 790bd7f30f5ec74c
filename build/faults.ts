import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { FAULTS } from '../src/faults/index.ts'
import { type FaultRow, faultRow } from '../src/faults/row.ts'

/** `docs/faults.md`, from the catalogue: written, or with `--check` compared. */
const FILE = new URL('../docs/faults.md', import.meta.url)

const INTRODUCTION = `# Faults

What a scenario can inject. Written by \`node build/faults.ts\` from the catalogue in \`src/faults/catalogue/\`; do not edit it.

A fault waits for its time (\`after\`, \`startOf(stage)\`, \`rolloutOf(service).reaches(share)\`), is put in, and counts as landed only
when its effect has been observed; the observation is in the recording. One that was put in without such proof, or that
landed in no deployment of a run, makes the run invalid: no target passes, and the exit code is 5 where it would have been 0.
It is taken out when its duration is over, when a person has repaired what it broke, or when the deployment ends.

\`seatrial faults prove NAME\` runs each of them with its control, a deployment with the same seed and without the fault. What
*noticed by* and *recovery* say is what that trial shows with the improved pipeline (\`gitops()\`), and a test holds the
catalogue to it. Recovery: *alone* (nobody has to do anything), *approval* (somebody agrees to going back), *by-hand* (somebody
has to do it, or to mend what a gate has stopped).

With \`--env kind\` the same is tried on real things: a deployment of two services in one region with the fault, and one without. What a
fault does to a real environment is put back when it ends, also when the run is interrupted; a fault that cannot be put back ends the
run. A release that is spoilt behaves in staging, and misbehaves in production.

Several names, \`seatrial faults prove NAME NAME... --env kind\`, are tried one after another on one environment, which has what all of
them need; controls that are the same deployment run once. After each fault it is looked whether everything is as before: containers
and rules of faults, nodes, pods and what they are told is wrong with them, the registry. What is left is printed, and makes the exit
code 3. \`--observe 30s\` watches production for less than the usual two minutes, which is enough for faults that show at once. A fault whose
trial cannot be carried out has not landed, and the next one follows. \`recoveryMs\` is the time from the landing
until the recovery is verified or, where nobody has to go back, until the deployment is healthy (until the fault is over, where it comes
after that); null when it never is, as when it is blocked. \`recoveryMsOnSim\` is what the simulator says of the same trial with the same seed, and \`leftovers\` what is left.

| fault | what it is | proof | noticed by | recovery |
|---|---|---|---|---|
`

/** The page. */
export function faultsPage(): string {
  const rows = [...FAULTS.values()].map(faultRow)
  const table = rows.map(
    (row) => `| [${row.fault}](#${row.fault}) | ${row.about} | ${row.proof} | ${row.detectedBy} | ${row.recovery} |`,
  )
  return `${INTRODUCTION}${table.join('\n')}\n\n${rows.map(section).join('\n')}`
}

function section(row: FaultRow): string {
  const settings = row.settings.map((one) => `- \`${one.name}\` (default ${JSON.stringify(one.default)}): ${one.about}`)
  return [
    `## ${row.fault}`,
    '',
    `Selects by ${row.selects.length === 0 ? 'nothing' : row.selects.join(', ')}. ${lasts(row.durationMs)} Removal: ${row.removal}.`,
    `In a real cluster: ${row.kind ? row.inKind : `no; ${row.inKind}`}.`,
    ...(settings.length === 0 ? [] : ['', ...settings]),
    '',
  ].join('\n')
}

const lasts = (ms: number): string =>
  ms === 0 ? 'Ends by itself or with the deployment.' : `Lasts ${ms / 1_000} s unless told otherwise.`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = faultsPage()
  if (!process.argv.includes('--check')) await writeFile(FILE, page)
  else if ((await readFile(FILE, 'utf8').catch(() => '')) !== page) {
    console.error('docs/faults.md is not what the catalogue says; run: node build/faults.ts')
    process.exitCode = 1
  }
}
