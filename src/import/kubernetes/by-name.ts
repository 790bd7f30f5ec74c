import { mayShareNamespace, type Workload } from './workload.ts'

const DATABASE_NAME =
  /^(.+)-(?:db|database|mysql|mariadb|postgres|postgresql|pg|mongo|mongodb|redis|cache|rabbitmq|mq|kafka)$/
const SERVICE_ENDINGS = ['', '-service', '-svc', '-api', '-server', '-app', '-backend']

/**
 * The service that a database nobody names is called after: `order-mongo` belongs to `order-service`. Applications that read
 * their hosts from their own configuration, inside the image, leave no other trace. Nothing when no service fits, or several.
 */
export function ownerByName(database: Workload, services: readonly Workload[]): Workload | undefined {
  const stem = DATABASE_NAME.exec(database.name)?.[1]
  if (stem === undefined) return undefined
  const names = new Set(SERVICE_ENDINGS.map((ending) => `${stem}${ending}`))
  const owners = services.filter(
    (service) => names.has(service.name) && mayShareNamespace(service.namespace, database.namespace),
  )
  return owners.length === 1 ? owners[0] : undefined
}
