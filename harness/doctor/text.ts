import type { DoctorReport } from './examine.ts'
import type { Finding } from './finding.ts'

/** What the doctor found as lines of text: what is there, then what is missing with the command that gets it. */
export function doctorText({ findings, isReady }: DoctorReport): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const line = (finding: Finding): string => `  ${mark(finding)} ${finding.name.padEnd(width)}  ${finding.detail}`
  const there = findings.filter(({ isThere }) => isThere)
  const missing = findings.filter(({ isThere }) => !isThere)
  const get = (finding: Finding): string[] => [
    line(finding),
    `      for: ${finding.use}`,
    ...(finding.command === undefined ? [] : [`      get: ${finding.command}`]),
  ]
  return [
    'there',
    ...there.map(line),
    ...(missing.length === 0 ? [] : ['missing', ...missing.flatMap(get)]),
    isReady ? 'An environment can come up.' : 'An environment cannot come up: a required part is missing.',
    '',
  ].join('\n')
}

const mark = ({ isThere, isRequired }: Finding): string => (isThere ? '+' : isRequired ? '!' : '-')
