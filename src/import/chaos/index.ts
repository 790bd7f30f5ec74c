export { formatChaosReport } from './format-report.ts'
export { importChaos } from './import-chaos.ts'
export type { ChaosImport, ChaosImportReport, ImportedFault, InputPlace, Unsupported } from './report.ts'
