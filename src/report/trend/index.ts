export { renderTrends } from './html.ts'
export { terminalTrend } from './terminal.ts'
