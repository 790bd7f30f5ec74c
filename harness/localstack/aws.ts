import { AwsClient } from 'aws4fetch'
import { AwsError } from './aws-error.ts'

/** The region that LocalStack's resources are in; it has nothing to do with the regions of the fleet. */
export const AWS_REGION = 'us-east-1'

/** LocalStack takes any credentials; these are the ones that its documentation uses. Real ones are never read. */
export const AWS_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const

/** A call to S3. */
export interface S3Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** `/bucket` or `/bucket/key`, with a query where the call needs one. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * The few AWS calls that the harness makes itself, signed (Signature Version 4) and sent to one endpoint, never to AWS. Every call
 * rejects with {@link AwsError} when it is refused.
 */
export class Aws {
  readonly endpoint: string
  private readonly signal: AbortSignal
  private readonly client = new AwsClient({ ...AWS_CREDENTIALS, region: AWS_REGION, retries: 3 })

  constructor(endpoint: string, signal: AbortSignal) {
    this.endpoint = endpoint
    this.signal = signal
  }

  /** Calls S3; buckets stand in the path. */
  async s3({ method, path, headers = {}, body }: S3Call): Promise<Response> {
    const init = body === undefined ? { method, headers } : { method, headers, body }
    return await this.send(`S3 ${method} ${path}`, path, init, 's3')
  }

  /** Calls an API of the JSON protocol: `target` is what its `X-Amz-Target` header says, such as `TrentService.CreateKey`. */
  async json(service: 'dynamodb' | 'kms', target: string, input: object): Promise<unknown> {
    const version = service === 'dynamodb' ? '1.0' : '1.1'
    const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target }
    const init = { method: 'POST', headers, body: JSON.stringify(input) }
    return await (await this.send(target, '/', init, service)).json()
  }

  /** Calls Route 53, whose documents are XML; returns the answer's text. */
  async route53(method: 'GET' | 'POST' | 'DELETE', path: string, body?: string): Promise<string> {
    const init = body === undefined ? { method } : { method, body, headers: { 'content-type': 'application/xml' } }
    return await (await this.send(`Route53 ${method} ${path}`, `/2013-04-01${path}`, init, 'route53')).text()
  }

  private async send(call: string, path: string, init: RequestInit, service: string): Promise<Response> {
    const response = await this.client.fetch(`${this.endpoint}${path}`, {
      ...init,
      signal: this.signal,
      aws: { service },
    })
    if (response.ok) return response
    throw new AwsError({ call, endpoint: this.endpoint, status: response.status, body: await response.text() })
  }
}
