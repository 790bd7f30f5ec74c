import { migrated } from './conditions.ts'

export default migrated('expand-contract', 'Migrations that only add; taking away waits for a later release')
