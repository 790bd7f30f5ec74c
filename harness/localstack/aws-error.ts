import { SeatrialError } from '../../src/model/errors.ts'

/** An AWS API refused a call. */
export class AwsError extends SeatrialError {
  readonly code = 'AWS_CALL_FAILED'
  /** HTTP status. */
  readonly status: number
  /** AWS's own name of the error, such as `NoSuchKey` or `ConditionalCheckFailedException`; empty when it named none. */
  readonly awsCode: string

  constructor(of: { call: string; endpoint: string; status: number; body: string }) {
    const awsCode = codeIn(of.body)
    super(`${of.call} was refused with status ${of.status}${awsCode === '' ? '' : ` (${awsCode})`}`, {
      where: `${of.call} at ${of.endpoint}`,
      remedy: 'look at "docker logs" of the LocalStack container: it prints every call with its error',
    })
    this.status = of.status
    this.awsCode = awsCode
  }
}

/** S3 answers in XML, the others in JSON with a shape name that may have a prefix (`com.amazonaws.dynamodb.v20120810#…`). */
function codeIn(body: string): string {
  const xml = /<Code>([^<]+)<\/Code>/.exec(body)
  if (xml?.[1] !== undefined) return xml[1]
  return /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(body)?.[1] ?? ''
}
