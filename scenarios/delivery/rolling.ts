import { delivered } from './conditions.ts'

export default delivered('rolling', 'The rolling update of the Deployment; an alert tells of errors', {
  kind: 'rolling',
})
