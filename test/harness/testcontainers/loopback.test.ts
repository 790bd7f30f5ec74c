import { describe, expect, it } from 'vitest'
import { labelRecord } from '../../../harness/testcontainers/label-record.ts'
import { bindToLoopback } from '../../../harness/testcontainers/loopback.ts'

describe('the settings of a container', () => {
  it('open its ports on loopback only, and keep their numbers', () => {
    const settings = { PortBindings: { '5432/tcp': [{ HostPort: '0' }], '80/tcp': [{ HostPort: '8080' }] } }
    bindToLoopback(settings)
    expect(settings.PortBindings).toEqual({
      '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }],
      '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
    })
  })

  it('carry the labels by which a run is taken down', () => {
    expect(labelRecord({ id: 'demo', folder: '/x' }, 'databases')).toEqual({
      'seatrial.run': 'demo',
      'seatrial.component': 'databases',
    })
  })
})
