import { withStates } from './conditions.ts'

export default withStates(
  'state-shared',
  'One Terraform state a region, which other teams apply to as well',
  'per-region',
)
