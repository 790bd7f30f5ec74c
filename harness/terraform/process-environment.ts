import { AWS_CREDENTIALS, AWS_REGION } from '../localstack/aws.ts'

/**
 * What Terraform finds in its environment beside what this process has: nobody to answer questions, no calls home, and LocalStack's
 * credentials in the place of real ones, so that a mistake in a configuration cannot reach an account of AWS.
 */
export const processEnvironment = (): Record<string, string> => ({
  TF_IN_AUTOMATION: '1',
  TF_INPUT: '0',
  TF_CLI_ARGS: '-no-color',
  TF_WORKSPACE: '',
  CHECKPOINT_DISABLE: '1',
  AWS_ACCESS_KEY_ID: AWS_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: AWS_CREDENTIALS.secretAccessKey,
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_REGION,
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
})
