import { migrated } from './conditions.ts'

export default migrated('in-place', 'Migrations on production where it stands, half of them without a way back')
