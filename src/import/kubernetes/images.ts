import type { Database } from '../../model/fleet.ts'
import type { Container } from './pod-schema.ts'
import type { Workload } from './workload.ts'

/** What kind of stateful workload it is. */
export interface Engine {
  readonly role: Database['role']
  readonly engine: string
}

/**
 * Image names of stateful software, by engine. Coordination stores (ZooKeeper, etcd, Consul) and object stores count as
 * databases: others need them up before they start, and a deployment does not rebuild them. Nacos does not: it is an
 * application that keeps its state in a MySQL of its own, so it is a service.
 */
const ENGINES: readonly (readonly [role: Database['role'], engine: string, images: readonly string[], port: number])[] =
  [
    ['database', 'postgresql', ['postgres', 'postgresql', 'postgis', 'timescaledb', 'pgvector', 'spilo'], 5432],
    ['database', 'mysql', ['mysql', 'percona', 'percona-xtradb-cluster'], 3306],
    ['database', 'mariadb', ['mariadb', 'mariadb-galera'], 3306],
    ['database', 'mongodb', ['mongo', 'mongodb', 'mongodb-community', 'mongodb-enterprise', 'mongodb-sharded'], 27017],
    ['database', 'cockroachdb', ['cockroach', 'cockroachdb'], 26257],
    ['database', 'sqlserver', ['mssql', 'mssql-server-linux', 'azure-sql-edge'], 1433],
    ['database', 'oracle', ['oracle-xe', 'oracle-free', 'oracle-database', 'oracledb'], 1521],
    ['database', 'cassandra', ['cassandra', 'scylla', 'dse'], 9042],
    ['database', 'couchbase', ['couchbase'], 8091],
    ['database', 'couchdb', ['couchdb'], 5984],
    ['database', 'neo4j', ['neo4j'], 7687],
    ['database', 'influxdb', ['influxdb'], 8086],
    ['database', 'clickhouse', ['clickhouse'], 9000],
    ['database', 'elasticsearch', ['elasticsearch', 'elasticsearch-oss'], 9200],
    ['database', 'opensearch', ['opensearch'], 9200],
    ['database', 'solr', ['solr'], 8983],
    ['database', 'dynamodb', ['dynamodb-local'], 8000],
    ['database', 'minio', ['minio'], 9000],
    ['database', 'zookeeper', ['zookeeper'], 2181],
    ['database', 'etcd', ['etcd'], 2379],
    ['database', 'consul', ['consul'], 8500],
    ['cache', 'redis', ['redis', 'redis-stack', 'redis-sentinel'], 6379],
    ['cache', 'valkey', ['valkey'], 6379],
    ['cache', 'keydb', ['keydb'], 6379],
    ['cache', 'dragonfly', ['dragonfly'], 6379],
    ['cache', 'memcached', ['memcached'], 11211],
    ['cache', 'hazelcast', ['hazelcast'], 5701],
    ['broker', 'rabbitmq', ['rabbitmq'], 5672],
    ['broker', 'kafka', ['kafka', 'kafka-native', 'redpanda'], 9092],
    ['broker', 'activemq', ['activemq', 'activemq-classic', 'activemq-artemis', 'artemis'], 61616],
    ['broker', 'rocketmq', ['rocketmq'], 9876],
    ['broker', 'nats', ['nats', 'nats-streaming'], 4222],
    ['broker', 'pulsar', ['pulsar', 'pulsar-all'], 6650],
    ['broker', 'mosquitto', ['mosquitto', 'eclipse-mosquitto'], 1883],
  ]

/** What publishers add to the name of the software. */
const DECORATION = /-(server|cluster|ha|alpine|repmgr|node|single|single-node|all-in-one|debian|ubi\d?|v?\d+(\.\d+)*)$/

/** Containers that stand beside the one that matters. */
const SIDECAR =
  /exporter|metrics|backup|sidecar|fluent|filebeat|promtail|proxyv2|istio-proxy|linkerd|envoy|vault-agent|reloader|cloud-?sql-?proxy/

/** Names that say that a workload is stateful, for images that do not: `user-db` of a house's own registry. */
const NAMED_AS_STATE =
  /(^|-)(db|database|mysql|mariadb|postgres|postgresql|mongo|mongodb|redis|cache|rabbitmq|kafka|mq)$/

/** The stateful software that an image is, by the last part of its name; `undefined` for everything else. */
export function engineOf(image: string): Engine | undefined {
  let name = repository(image).replace(/^(cp|bitnami)-/, '')
  for (let before = ''; before !== name; ) {
    const found = ENGINES.find(([, , images]) => images.includes(name))
    if (found !== undefined) return { role: found[0], engine: found[1] }
    before = name
    name = name.replace(DECORATION, '')
  }
  // Some publish it as SOFTWARE/server or SOFTWARE/SOFTWARE-something.
  return name === 'server' && image.includes('mssql') ? { role: 'database', engine: 'sqlserver' } : undefined
}

/** The last part of an image's name, without registry, tag and digest. */
export function repository(image: string): string {
  const path = image.split('@')[0]!.split('/').at(-1)!
  return path.split(':')[0]!.toLowerCase()
}

/** The containers of a pod without those that only accompany the others, unless nothing is left. */
export function mainContainers(workload: Workload): readonly Container[] {
  const { containers } = workload.pod
  const main = containers.filter((container) => !SIDECAR.test(repository(container.image)))
  return main.length > 0 ? main : containers
}

/**
 * The engine of a workload that is nothing but stateful software: every main container is a known image, or an image of the
 * house's own that both is called and listens like one. A service with a private cache in its pod stays a service.
 */
export function engineOfWorkload(workload: Workload): Engine | undefined {
  const engines = mainContainers(workload).map(
    (container) => engineOf(container.image) ?? engineByPort(workload, container),
  )
  return engines.every((engine) => engine !== undefined) ? engines[0] : undefined
}

function engineByPort(workload: Workload, container: Container): Engine | undefined {
  if (!NAMED_AS_STATE.test(workload.name) && !NAMED_AS_STATE.test(repository(container.image))) return undefined
  const found = ENGINES.find(([, , , port]) => container.ports.some(({ containerPort }) => containerPort === port))
  return found === undefined ? undefined : { role: found[0], engine: found[1] }
}
