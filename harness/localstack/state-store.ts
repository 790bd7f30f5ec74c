import { z } from 'zod'
import type { Aws } from './aws.ts'

/** Where Terraform keeps its states: what the documentation of its S3 backend asks for. */
export interface StateStore {
  readonly bucket: string
  /** ARN of the KMS key that states are encrypted with. */
  readonly keyArn: string
  /** DynamoDB table of locks. */
  readonly table: string
}

/** The names in a LocalStack, which belongs to one run alone. */
const BUCKET = 'terraform-states'
const TABLE = 'terraform-locks'

const createdKeySchema = z.object({ KeyMetadata: z.object({ Arn: z.string() }) })

/**
 * Makes a versioned bucket whose objects are encrypted with a KMS key of its own, and a table with the hash key `LockID`
 * (developer.hashicorp.com/terraform/language/backend/s3, "DynamoDB Table Permissions").
 */
export async function createStateStore(aws: Aws): Promise<StateStore> {
  const created = await aws.json('kms', 'TrentService.CreateKey', { Description: 'Terraform states' })
  const keyArn = createdKeySchema.parse(created).KeyMetadata.Arn
  await aws.s3({ method: 'PUT', path: `/${BUCKET}` })
  await aws.s3({ method: 'PUT', path: `/${BUCKET}?versioning`, body: VERSIONING })
  await aws.s3({ method: 'PUT', path: `/${BUCKET}?encryption`, body: encryption(keyArn) })
  await aws.json('dynamodb', 'DynamoDB_20120810.CreateTable', {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
  })
  return { bucket: BUCKET, keyArn, table: TABLE }
}

const S3_NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'

const VERSIONING = `<VersioningConfiguration ${S3_NAMESPACE}><Status>Enabled</Status></VersioningConfiguration>`

const encryption = (keyArn: string): string =>
  `<ServerSideEncryptionConfiguration ${S3_NAMESPACE}><Rule><ApplyServerSideEncryptionByDefault>` +
  `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyArn}</KMSMasterKeyID>` +
  '</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>'
