export { historyCsv } from './csv.ts'
export { historyJson } from './json.ts'
export { terminalHistory } from './terminal.ts'
