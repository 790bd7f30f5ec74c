export { figureLabel } from '../wording/metric.ts'
export { renderTrends } from './html.ts'
export { terminalTrend } from './terminal.ts'
