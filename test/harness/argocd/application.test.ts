import { describe, expect, it } from 'vitest'
import { application, applicationName, valuesPath } from '../../../harness/argocd/application.ts'
import type { Place } from '../../../harness/kind/facts.ts'

const place: Place = {
  name: 'us-east-1',
  environment: 'production',
  kubeconfig: '/nowhere',
  context: 'kind',
  namespace: 'seatrial-x-us-east-1',
  nodeSelector: {},
  nodePorts: {},
  hostPorts: {},
}

describe('the application of a service in a place', () => {
  const of = application('card.payment', { place, server: 'https://10.0.0.2:6443' })

  it('has the published policy', () => {
    expect(of.spec).toMatchObject({
      revisionHistoryLimit: 10,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
        syncOptions: ['CreateNamespace=false', 'PrunePropagationPolicy=foreground', 'ApplyOutOfSyncOnly=true'],
      },
    })
  })

  it('renders the chart with the values of the place, into its namespace', () => {
    expect(of.spec).toMatchObject({
      source: { path: 'chart', helm: { valueFiles: [`/${valuesPath('card.payment', 'us-east-1')}`] } },
      destination: { server: 'https://10.0.0.2:6443', namespace: 'seatrial-x-us-east-1' },
    })
  })

  it('leaves everything running when it is deleted', () => {
    expect(of.metadata?.finalizers).toBeUndefined()
  })

  it('has a name that no other service in another place has', () => {
    expect(applicationName('card.payment', 'us-east-1')).toBe('card-payment.us-east-1')
  })
})
