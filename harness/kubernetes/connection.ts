import {
  type Configuration,
  CoreV1Api,
  createConfiguration,
  HttpMethod,
  IsomorphicFetchHttpLibrary,
  KubeConfig,
  KubernetesObjectApi,
  RequestContext,
  ServerConfiguration,
  type V1APIResourceList,
} from '@kubernetes/client-node'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'

/** Which cluster, and as whom: a kubeconfig file and one of its contexts. */
export interface ClusterAddress {
  readonly kubeconfig: string
  readonly context: string
}

/** An answer of the API server, or of a pod or a Service through it. */
export interface ApiAnswer {
  readonly status: number
  readonly body: string
}

/** A class of the generated API, such as `AppsV1Api`. */
type ApiClass<Api> = new (configuration: Configuration) => Api

/** A cluster's API. Connections are kept open between requests; every request ends when the signal given with it is aborted. */
export class ClusterConnection {
  readonly config: KubeConfig
  private dispatcher: ReturnType<RequestContext['getDispatcher']>
  /** Kinds of objects that the server has said it has. */
  private readonly resources: KnownResources = {}

  constructor(address: ClusterAddress) {
    this.config = loadConfig(address)
  }

  /** One of the generated APIs. */
  api<Api>(type: ApiClass<Api>, signal: AbortSignal): Api {
    return new type(this.configuration(signal))
  }

  /** Pods, Services, Namespaces, Nodes, … */
  core(signal: AbortSignal): CoreV1Api {
    return this.api(CoreV1Api, signal)
  }

  /** Objects of any kind. */
  objects(signal: AbortSignal): KubernetesObjectApi {
    return new KnowingObjectApi(this.configuration(signal), this.resources)
  }

  /** Sends a request to a path of the server for which there is no generated call. Resolves whatever the answer's status is. */
  async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    of: { signal: AbortSignal; body?: string },
  ): Promise<ApiAnswer> {
    const request = new RequestContext(`${this.server}${path}`, HttpMethod[method])
    if (of.body !== undefined) {
      request.setBody(of.body)
      request.setHeaderParam('content-type', 'application/json')
    }
    await this.config.applySecurityAuthentication(request)
    await this.prepare(request, of.signal)
    const answer = await new IsomorphicFetchHttpLibrary().send(request).toPromise()
    return { status: answer.httpStatusCode, body: await answer.body.text() }
  }

  private get server(): string {
    return this.config.getCurrentCluster()?.server ?? ''
  }

  private configuration(signal: AbortSignal): Configuration {
    return createConfiguration({
      baseServer: new ServerConfiguration(this.server, {}),
      authMethods: { default: this.config },
      promiseMiddleware: [{ pre: (request) => this.prepare(request, signal), post: async (response) => response }],
    })
  }

  /** The client makes a dispatcher, and with it a TLS handshake, for every request; here all share the first one. */
  private async prepare(request: RequestContext, signal: AbortSignal): Promise<RequestContext> {
    this.dispatcher ??= request.getDispatcher()
    if (this.dispatcher !== undefined) request.setDispatcher(this.dispatcher)
    request.setSignal(signal)
    return request
  }
}

/** Lists of resources by API version. */
type KnownResources = Record<string, V1APIResourceList>

/** The client asks for the kinds of an API group before each object; here all share what was answered once. */
class KnowingObjectApi extends KubernetesObjectApi {
  constructor(configuration: Configuration, known: KnownResources) {
    super(configuration)
    this.apiVersionResourceCache = known
  }
}

function loadConfig({ kubeconfig, context }: ClusterAddress): KubeConfig {
  const config = new KubeConfig()
  try {
    config.loadFromFile(kubeconfig)
  } catch (error) {
    throw new EnvironmentUnavailableError(`the kubeconfig ${kubeconfig} cannot be read`, {
      where: kubeconfig,
      remedy: 'name a kubeconfig file with --kubeconfig',
      cause: error,
    })
  }
  const contexts = config.getContexts().map(({ name }) => name)
  if (!contexts.includes(context)) {
    throw new EnvironmentUnavailableError(
      `expected the context "${context}", the file has ${contexts.join(', ') || 'none'}`,
      {
        where: kubeconfig,
        remedy: 'name one of them with --context',
      },
    )
  }
  config.setCurrentContext(context)
  return config
}
