import { shadow } from 'seatrial'
import { delivered } from './conditions.ts'

export default delivered('shadow', 'Copies of a fifth of the requests first, then a rolling update', shadow())
