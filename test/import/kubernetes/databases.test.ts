import { describe, expect, it } from 'vitest'
import { engineOf } from '../../../src/import/kubernetes/images.ts'
import { databaseOf, deployment, imported, noted, workload } from './manifests.ts'

describe('databases, caches and brokers', () => {
  it.each([
    ['mongo', 'mongodb', 'database'],
    ['mysql:5.6.35', 'mysql', 'database'],
    ['mariadb:11', 'mariadb', 'database'],
    ['registry.example:5000/library/postgres:16-alpine@sha256:00ff', 'postgresql', 'database'],
    ['bitnami/postgresql-repmgr:16', 'postgresql', 'database'],
    ['mysql/mysql-server:8.0', 'mysql', 'database'],
    ['mongodb/mongodb-community-server:7.0', 'mongodb', 'database'],
    ['docker.elastic.co/elasticsearch/elasticsearch:8.12.0', 'elasticsearch', 'database'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'sqlserver', 'database'],
    ['zookeeper', 'zookeeper', 'database'],
    ['redis:7-alpine', 'redis', 'cache'],
    ['redis/redis-stack-server', 'redis', 'cache'],
    ['bitnami/redis-cluster:7.2', 'redis', 'cache'],
    ['memcached:1.6', 'memcached', 'cache'],
    ['rabbitmq:3-management', 'rabbitmq', 'broker'],
    ['confluentinc/cp-kafka:7.6.0', 'kafka', 'broker'],
    ['apache/activemq-artemis:2', 'activemq', 'broker'],
  ])('are known by the image %s', (image, engine, role) => {
    expect(engineOf(image)).toEqual({ engine, role })
  })

  it.each([
    'oliver006/redis_exporter',
    'prometheuscommunity/postgres-exporter',
    'mongo-express',
    'provectuslabs/kafka-ui',
    'confluentinc/cp-kafka-connect',
    'phpmyadmin/phpmyadmin',
    'house/mysql-migrations',
    'house/order-service:redis',
    'nginx',
    'nacos/nacos-server:v2.3.0',
    '',
  ])('are not what the image %j is', (image) => {
    expect(engineOf(image)).toBeUndefined()
  })

  it('are known by name and port together when a house builds its own image', () => {
    const ports = [{ containerPort: 3306 }]
    const { fleet } = imported(
      deployment('catalogue-db', { container: { image: 'house/catalogue-db:0.3', ports } }),
      deployment('catalogue', { container: { ports } }),
      deployment('order-db', { container: { image: 'house/order-db:1' } }),
    )
    expect(fleet.databases.map(({ name, engine }) => [name, engine])).toEqual([['catalogue-db', 'mysql']])
    expect(fleet.services.map(({ name }) => name)).toEqual(['catalogue', 'order-db'])
  })

  it('may have an exporter beside them; a service may have a cache of its own', () => {
    const { fleet, report } = imported(
      deployment('store', { pod: { containers: [{ image: 'oliver006/redis_exporter' }, { image: 'redis' }] } }),
      deployment('web', { pod: { containers: [{ image: 'house/web' }, { image: 'redis' }] } }),
      deployment('exporter', { pod: { containers: [{ image: 'oliver006/redis_exporter' }] } }),
    )
    expect(fleet.databases).toMatchObject([{ name: 'store', role: 'cache', engine: 'redis' }])
    expect(fleet.services.map(({ name }) => name)).toEqual(['web', 'exporter'])
    expect(noted(report, 'of their own in their pod')).toEqual(['web'])
  })

  it('are as large as the storage that they claim', () => {
    const claim = (name: string, storage: string) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name },
        spec: { resources: { requests: { storage } } },
      })
    const volumeClaimTemplates = [{ spec: { resources: { requests: { storage: '100Gi' } } } }]
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }]
    const { fleet, report } = imported(
      deployment('web'),
      workload('StatefulSet', 'ledger', {
        container: { image: 'postgres' },
        spec: { replicas: 3, volumeClaimTemplates },
      }),
      deployment('small', { container: { image: 'mysql' }, pod: { volumes } }),
      deployment('unsaid', { container: { image: 'mysql' } }),
      claim('data', '512Mi'),
      claim('spare', '1Gi'),
    )
    expect(databaseOf(fleet, 'ledger')).toMatchObject({ sizeGiB: 100, replicas: 3 })
    expect(databaseOf(fleet, 'small').sizeGiB).toBe(0.5)
    expect(databaseOf(fleet, 'unsaid').sizeGiB).toBe(20)
    expect(report.consumed.map(({ usedFor }) => usedFor)).toEqual(['storage of small', 'mounted by no workload here'])
  })
})
