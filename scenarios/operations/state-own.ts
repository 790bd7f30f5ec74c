import { withStates } from './conditions.ts'

export default withStates('state-own', 'A state for each team: others hold their own locks', 'per-team')
