import type { ChaosImport, InputPlace } from './report.ts'

/** An import for the terminal: what became of each thing, by name. Ends in a newline. */
export function formatChaosReport({ report }: ChaosImport): string {
  const { files, documents, faults, consumed, unsupported, malformed, notes } = report
  const at = ({ file, line, what }: InputPlace): string => `${file}:${line}: ${what}`
  return [
    `${documents} ${documents === 1 ? 'document' : 'documents'} in ${files} ${files === 1 ? 'file' : 'files'}: ${faults.length} faults, ${consumed.length} read for the experiment, ${unsupported.length} unsupported, ${malformed.length} malformed`,
    ...faults.flatMap((one) => [`${at(one)} -> ${one.fault}`, ...one.differs.map((text) => `    differs: ${text}`)]),
    ...consumed.map((one) => `${at(one)} -> ${one.usedFor}`),
    ...unsupported.map((one) => `${at(one)} -> UNSUPPORTED: ${one.why}`),
    ...malformed.map((one) => `${at(one)} -> MALFORMED`),
    ...notes.map((note) => `note: ${note}`),
    '',
  ].join('\n')
}
