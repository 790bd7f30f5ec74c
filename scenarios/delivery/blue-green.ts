import { blueGreen } from 'seatrial'
import { delivered } from './conditions.ts'

export default delivered(
  'blue-green',
  'A test behind a preview, then all traffic at once, and the way back kept open',
  blueGreen(),
)
