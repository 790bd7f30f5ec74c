import { basename, resolve } from 'node:path'
import { InvalidInputError, type Problem } from '../../model/errors.ts'
import { fleetSchema } from '../../model/fleet.ts'
import { importSources } from './import-sources.ts'
import { readFiles } from './read-files.ts'
import type { KubernetesImport, KubernetesImportOptions } from './report.ts'

/**
 * Reads Kubernetes manifests (Deployments, StatefulSets, DaemonSets and what they refer to) from files and folders into a
 * fleet that `fleetSchema` accepts, and says what became of each document. Malformed documents are reported and do not stop
 * the rest. Throws an `InvalidInputError` when a path does not exist or no service is found.
 */
export function importKubernetes(paths: readonly string[], options: KubernetesImportOptions = {}): KubernetesImport {
  const { sources, unreadable, passedOver } = readFiles(paths)
  const name = options.name ?? (paths[0] === undefined ? 'imported' : basename(resolve(paths[0])) || 'imported')
  const { fleet, report } = importSources(sources, { name, regions: options.regions })
  const complete: KubernetesImport = {
    fleet,
    report: {
      ...report,
      passedOver,
      documents: report.documents + unreadable.length,
      malformed: [...report.malformed, ...unreadable],
    },
  }
  const checked = fleetSchema.safeParse(fleet)
  if (checked.success) return complete
  if (report.services === 0) throw nothingFound(paths, complete)
  throw new InvalidInputError(
    paths.join(', '),
    checked.error.issues.map((issue) => ({
      path: `fleet.${issue.path.join('.')}`,
      message: issue.message,
      remedy: 'correct the manifest that states it',
    })),
  )
}

function nothingFound(paths: readonly string[], { report }: KubernetesImport): InvalidInputError {
  const found = `${report.documents} documents in ${report.files} files, ${report.databases} of them databases`
  const problems: Problem[] = report.malformed.map(({ file, line, message }) => ({
    path: `${file}:${line}`,
    message,
    remedy: 'correct the document',
  }))
  const none = `expected at least one service (a Deployment, StatefulSet or DaemonSet), got ${found}`
  return new InvalidInputError(paths.join(', '), [
    { path: '', message: none, remedy: 'name the folder with the manifests; render templates first (helm template)' },
    ...problems,
  ])
}
