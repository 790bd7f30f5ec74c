export { formatImportReport } from './format-report.ts'
export { importKubernetes } from './import-kubernetes.ts'
export type {
  Consumed,
  ImportNote,
  ImportReport,
  KubernetesImport,
  KubernetesImportOptions,
  Malformed,
} from './report.ts'
