import { canary } from 'seatrial'
import { delivered } from './conditions.ts'

export default delivered('canary', 'Traffic in steps of 5, 25 and 50 %, and an analysis of it each minute', canary())
