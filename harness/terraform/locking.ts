/** How a state is locked: an item of a DynamoDB table, a file beside the state, or both (what the documentation advises for a move). */
export const LOCKINGS = ['dynamodb', 'lock-file', 'both'] as const
export type Locking = (typeof LOCKINGS)[number]
