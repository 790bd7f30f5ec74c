import type { Problem } from '../errors.ts'
import type { Fleet, Service } from '../fleet.ts'
import { duplicateNames, unknownName } from './names.ts'

const namesOf = (items: readonly { readonly name: string }[]): string[] => items.map((item) => item.name)

/** Names in a fleet that are there twice or refer to nothing. Paths begin with `fleet`. */
export function checkFleetNames(fleet: Fleet): Problem[] {
  const databases = namesOf(fleet.databases)
  return [
    ...duplicateNames('fleet.regions', fleet.regions, 'region'),
    ...fleet.regions.flatMap((region, i) =>
      duplicateNames(`fleet.regions.${i}.nodeGroups`, region.nodeGroups, 'node group'),
    ),
    ...duplicateNames('fleet.services', fleet.services, 'service'),
    ...duplicateNames('fleet.databases', fleet.databases, 'database'),
    ...duplicateNames('fleet.thirdParties', fleet.thirdParties, 'third party'),
    ...fleet.services.flatMap((service, i) => checkService(service, `fleet.services.${i}`, fleet)),
    ...fleet.databases.flatMap((database, i) =>
      database.dependsOn.flatMap((name, j) =>
        unknownName(`fleet.databases.${i}.dependsOn.${j}`, name, databases, 'database'),
      ),
    ),
  ]
}

function checkService(service: Service, path: string, fleet: Fleet): Problem[] {
  const services = namesOf(fleet.services)
  const regions = namesOf(fleet.regions)
  const refer = (field: 'databases' | 'thirdParties', things: readonly { readonly name: string }[], thing: string) =>
    service[field].flatMap((name, i) => unknownName(`${path}.${field}.${i}`, name, namesOf(things), thing))
  return [
    ...service.dependsOn.flatMap((name, i) =>
      name === service.name
        ? [
            {
              path: `${path}.dependsOn.${i}`,
              message: `the service "${name}" depends on itself, so it could never start`,
              remedy: 'remove the entry',
            },
          ]
        : unknownName(`${path}.dependsOn.${i}`, name, services, 'service'),
    ),
    ...refer('databases', fleet.databases, 'database'),
    ...refer('thirdParties', fleet.thirdParties, 'third party'),
    ...Object.keys(service.replicasByRegion ?? {}).flatMap((name) =>
      unknownName(`${path}.replicasByRegion.${name}`, name, regions, 'region'),
    ),
    ...duplicateNames(`${path}.layers`, service.layers, 'layer'),
    ...duplicateNames(`${path}.suites`, service.suites, 'suite'),
  ]
}
