import { AWS_CREDENTIALS, AWS_REGION } from '../localstack/aws.ts'
import type { LocalStackFacts } from '../localstack/component.ts'
import type { Locking } from './locking.ts'

/** Key of a state in the bucket. */
export const stateKey = (state: string): string => `${state}/terraform.tfstate`

/**
 * The `backend "s3"` block of a state: encrypted with the environment's KMS key, every endpoint LocalStack's, and no check that would
 * ask AWS itself (developer.hashicorp.com/terraform/language/backend/s3).
 */
export function backendFile(state: string, store: LocalStackFacts, locking: Locking): string {
  const text = JSON.stringify
  const endpoint = text(store.endpoint)
  return `terraform {
  backend "s3" {
    bucket     = ${text(store.bucket)}
    key        = ${text(stateKey(state))}
    region     = ${text(AWS_REGION)}
    encrypt    = true
    kms_key_id = ${text(store.keyArn)}
${locking === 'lock-file' ? '' : `    dynamodb_table = ${text(store.table)}\n`}${locking === 'dynamodb' ? '' : '    use_lockfile = true\n'}
    endpoints  = { s3 = ${endpoint}, dynamodb = ${endpoint}, kms = ${endpoint}, sts = ${endpoint}, iam = ${endpoint} }
    access_key = ${text(AWS_CREDENTIALS.accessKeyId)}
    secret_key = ${text(AWS_CREDENTIALS.secretAccessKey)}

    use_path_style              = true
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
  }
}
`
}
