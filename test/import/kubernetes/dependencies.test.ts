import { describe, expect, it } from 'vitest'
import { address, configMap, databaseOf, deployment, imported, noted, serviceOf, workload } from './manifests.ts'

/** A web service configured by variables, among a cart, an order database behind another name, and a cache. */
function web(env: Record<string, string>, container: object = {}, pod: object = {}) {
  return imported(
    deployment('web', {
      container: { env: Object.entries(env).map(([name, value]) => ({ name, value })), ...container },
      pod,
    }),
    address('web'),
    deployment('cart'),
    address('cart'),
    workload('StatefulSet', 'order-postgres', { container: { image: 'postgres:16' } }),
    address('orders', { spec: { selector: { app: 'order-postgres' } } }),
    deployment('cache', { container: { image: 'redis:7-alpine' } }),
    address('cache'),
  )
}

const needs = (result: ReturnType<typeof web>) => {
  const { dependsOn, databases } = serviceOf(result.fleet, 'web')
  return [...dependsOn, ...databases]
}

describe('dependencies', () => {
  it.each([
    ['a URL', { X: 'http://cart' }, ['cart']],
    ['a URL with a port and a path', { X: 'https://cart:8443/orders/web' }, ['cart']],
    ['host:port', { X: 'cache:6379' }, ['cache']],
    ['a JDBC URL, through the selector', { X: 'jdbc:postgresql://orders:5432/web?user=cart' }, ['order-postgres']],
    ['a URL with a user and a password', { X: 'amqp://cart:orders@cache:5672/web' }, ['cache']],
    ['a list of hosts in a URL', { X: 'mongodb://orders,cache:27018/cart' }, ['cache', 'order-postgres']],
    ['a list of hosts with ports', { X: 'orders:9092,cache:9092' }, ['cache', 'order-postgres']],
    ['a name with its namespace', { X: 'cart.default.svc' }, ['cart']],
    ['a name in full', { X: 'grpc://orders.default.svc.cluster.local:80' }, ['order-postgres']],
    [
      'the name of a pod of a StatefulSet',
      { X: 'order-postgres-0.orders.default.svc.cluster.local' },
      ['order-postgres'],
    ],
    ['a bare host', { CART_HOST: 'cart' }, ['cart']],
    ['a bare host under a dotted key', { 'spring.redis.host': 'cache' }, ['cache']],
    ['a bare host under a numbered key', { BROKER_1: 'cache' }, ['cache']],
    ['a variable made of others', { NAME: 'orders', X: 'jdbc:postgresql://$(NAME)/web' }, ['order-postgres']],
    ['a variable that Kubernetes sets', { X: 'http://$(CART_SERVICE_HOST)/' }, ['cart']],
    ['a data source of Go', { X: 'root:secret@tcp(orders:3306)/web' }, ['order-postgres']],
    ['itself', { X: 'http://web:8080' }, []],
    ['a path', { X: 'http://elsewhere.example/cart' }, []],
    ['a user', { X: 'http://cart:1234@elsewhere.example/' }, []],
    ['a part of another name', { X: 'http://cart-v2:8080', Y: 'my-cache:6379', Z: 'cache.example.com:6379' }, []],
    ['an image', { X: 'house/cart:8080', Y: 'cache:14' }, []],
    ['a protocol', { X: 'cache://elsewhere' }, []],
  ])('are found in variables: %s', (_, env, expected) => {
    expect(needs(web(env as Record<string, string>))).toEqual(expected)
  })

  it('are found in arguments and commands', () => {
    expect(needs(web({}, { args: ['--cart.host', 'cart', '--db=orders:5432'] }))).toEqual(['cart', 'order-postgres'])
    expect(needs(web({}, { command: ['java', '-Dredis.host=cache', '-jar', 'web.jar'] }))).toEqual(['cache'])
    expect(needs(web({}, { command: ['sh', '-c', 'CART_URL=http://cart exec web'] }))).toEqual(['cart'])
  })

  it('are found in init containers that wait', () => {
    const initContainers = [
      { name: 'wait', image: 'busybox', command: ['sh', '-c', 'until nc -z -w 2 orders 5432; do sleep 1; done'] },
    ]
    expect(needs(web({}, {}, { initContainers }))).toEqual(['order-postgres'])
  })

  it('are not found where a word of a command is the name of a Service by chance', () => {
    expect(needs(web({}, { command: ['sh', '-c', 'cart 3600 && cache --orders 5'] }))).toEqual([])
  })

  it('are found in ConfigMaps, by variable, by key, and as mounted files', () => {
    const config = configMap('settings', {
      CART_URL: 'http://cart',
      'app.yaml': 'redis:\n  host: cache\n  name: web\n',
    })
    const set = (over: object, pod: object = {}) =>
      imported(
        deployment('web', { container: over, pod }),
        deployment('cart'),
        address('cart'),
        deployment('cache', { container: { image: 'redis' } }),
        address('cache'),
        config,
      )
    expect(needs(set({ envFrom: [{ configMapRef: { name: 'settings' } }] }))).toEqual(['cart', 'cache'])
    const one = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'CART_URL' } } }]
    expect(needs(set({ env: one }))).toEqual(['cart'])
    const volumes = [{ name: 'v', configMap: { name: 'settings' } }]
    expect(needs(set({}, { volumes }))).toEqual(['cart', 'cache'])
    const projected = [{ name: 'v', projected: { sources: [{ configMap: { name: 'settings' } }] } }]
    const result = set({}, { volumes: projected })
    expect(needs(result)).toEqual(['cart', 'cache'])
    expect(result.report.consumed).toContainEqual(
      expect.objectContaining({ kind: 'ConfigMap', usedFor: 'settings of web' }),
    )
  })

  it('are found in Secrets, in base64 or not', () => {
    const secret = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      data: { A: Buffer.from('redis://cache').toString('base64') },
      stringData: { B: 'http://cart' },
    })
    const result = imported(
      deployment('web', { container: { envFrom: [{ secretRef: { name: 's' } }, { secretRef: { name: 'other' } }] } }),
      ...['cart', 'cache'].flatMap((name) => [deployment(name), address(name)]),
      secret,
    )
    expect(needs(result)).toEqual(['cache', 'cart'])
    expect(noted(result.report, 'not among the documents')).toEqual(['Secret other of web'])
  })

  it('that are only a word equal to a name are noted and left out', () => {
    const result = web({ SPRING_PROFILES_ACTIVE: 'cache', OTEL_SERVICE_NAME: 'cart' })
    expect(needs(result)).toEqual([])
    expect(noted(result.report, 'not taken for a host')).toEqual([
      'web: SPRING_PROFILES_ACTIVE=cache',
      'web: OTEL_SERVICE_NAME=cart',
    ])
  })

  it('go to every workload that a Service selects', () => {
    const labelled = (name: string) => ({
      spec: {
        template: { metadata: { labels: { app: 'reviews' } }, spec: { containers: [{ image: `house/${name}` }] } },
      },
    })
    const { fleet } = imported(
      deployment('web', { container: { args: ['http://reviews:9080'] } }),
      deployment('reviews-v1', labelled('v1')),
      deployment('reviews-v2', labelled('v2')),
      address('reviews'),
    )
    expect(serviceOf(fleet, 'web').dependsOn).toEqual(['reviews-v1', 'reviews-v2'])
  })

  it('to a Service without pods are noted', () => {
    const { report } = imported(deployment('web', { container: { args: ['http://ghost'] } }), address('ghost'))
    expect(noted(report, 'selects no workload')).toEqual(['web needs ghost'])
    expect(report.consumed[0]!.usedFor).toBe('selects no workload here')
  })

  it('on a host outside, by an ExternalName, are third parties', () => {
    const outside = address('bank', { spec: { selector: null, externalName: 'API.bank.example.' } })
    const odd = address('odd', { spec: { selector: null, externalName: 'no_name.example.' } })
    const alias = address('alias', { spec: { selector: null, externalName: 'cart.default.svc.cluster.local' } })
    const { fleet } = imported(
      deployment('web', { container: { args: ['http://bank', 'http://odd', 'http://alias'] } }),
      deployment('cart'),
      address('cart'),
      ...[outside, odd, alias],
    )
    expect(serviceOf(fleet, 'web').thirdParties).toEqual(['api.bank.example', 'odd'])
    expect(serviceOf(fleet, 'web').dependsOn).toEqual(['cart'])
    expect(fleet.thirdParties.map(({ name }) => name)).toEqual(['api.bank.example', 'odd'])
  })

  it('stay inside a namespace unless a name says otherwise', () => {
    const at = (namespace: string, name: string, args: string[] = []) => [
      deployment(name, { namespace, container: { args } }),
      address(name, { namespace }),
    ]
    const { fleet } = imported(
      ...at('shop', 'web', ['http://cart', 'http://stock']),
      ...at('shop', 'cart'),
      ...at('bank', 'cart'),
      ...at('bank', 'stock'),
      ...at('bank', 'desk', ['http://cart', 'web.shop']),
    )
    expect(serviceOf(fleet, 'web').dependsOn).toEqual(['cart.shop'])
    expect(serviceOf(fleet, 'desk').dependsOn).toEqual(['cart.bank', 'web'])
  })

  it('in a circle are cut where they close it, and noted', () => {
    const calling = (name: string, other: string) => [
      deployment(name, { container: { args: [`http://${other}`] } }),
      address(name),
    ]
    const { fleet, report } = imported(...calling('a', 'b'), ...calling('b', 'c'), ...calling('c', 'a'))
    expect(fleet.services.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
      ['a', ['b']],
      ['b', ['c']],
      ['c', []],
    ])
    expect(noted(report, 'close a cycle')).toEqual(['c -> a'])
  })

  it('between databases are kept, those of a database on a service are noted', () => {
    const env = [
      { name: 'KAFKA_ZOOKEEPER_CONNECT', value: 'zk:2181' },
      { name: 'HOOK', value: 'http://web' },
    ]
    const { fleet, report } = imported(
      workload('StatefulSet', 'kafka', { container: { image: 'confluentinc/cp-kafka:7.6.0', env } }),
      workload('StatefulSet', 'zk', { container: { image: 'zookeeper:3.9' } }),
      address('zk'),
      deployment('web'),
      address('web'),
    )
    expect(databaseOf(fleet, 'kafka').dependsOn).toEqual(['zk'])
    expect(noted(report, 'cannot wait for a service')).toEqual(['kafka -> web'])
  })

  it('are guessed from the name of a database only when nothing names it', () => {
    const { fleet, report } = imported(
      deployment('order-service'),
      deployment('stock-service', { container: { args: ['http://order-mongo:27017'] } }),
      workload('StatefulSet', 'order-mongo', { container: { image: 'mongo:7' } }),
      address('order-mongo'),
      workload('StatefulSet', 'stock-redis', { container: { image: 'redis' } }),
      workload('StatefulSet', 'lonely-mysql', { container: { image: 'mysql' } }),
    )
    expect(serviceOf(fleet, 'order-service').databases).toEqual([])
    expect(serviceOf(fleet, 'stock-service').databases).toEqual(['order-mongo', 'stock-redis'])
    expect(noted(report, 'called after')).toEqual(['stock-service -> stock-redis'])
    expect(noted(report, 'no service is known to use')).toEqual(['lonely-mysql'])
  })
})
