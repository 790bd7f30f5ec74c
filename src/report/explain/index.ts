export { explainJson } from './json.ts'
export { explainMarkdown } from './markdown.ts'
export { terminalExplain } from './terminal.ts'
