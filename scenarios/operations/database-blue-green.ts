import { migrated } from './conditions.ts'

export default migrated('blue-green', 'Migrations on a replica that takes over, with a way back for 24 hours')
