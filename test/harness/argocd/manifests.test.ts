import type { KubernetesObject } from '@kubernetes/client-node'
import { describe, expect, it } from 'vitest'
import { argoCdObjects } from '../../../harness/argocd/manifests.ts'
import { isDefinition } from '../../../harness/upstream/prepare.ts'

const object = (kind: string, name: string, component: string, more: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, labels: { 'app.kubernetes.io/component': component } },
  ...more,
})
const pod = (...images: string[]) => ({
  spec: {
    template: {
      spec: {
        initContainers: [{ name: 'first', image: 'quay.io/argoproj/argocd:v3.1.9' }],
        containers: images.map((image) => ({ name: 'main', image, imagePullPolicy: 'Always' })),
      },
    },
  },
})
const MANIFESTS: readonly KubernetesObject[] = [
  object('CustomResourceDefinition', 'applications.argoproj.io', ''),
  object('CustomResourceDefinition', 'applicationsets.argoproj.io', ''),
  object('ClusterRole', 'argocd-application-controller', 'application-controller'),
  object('ServiceAccount', 'argocd-applicationset-controller', 'applicationset-controller'),
  object('Deployment', 'argocd-applicationset-controller', 'applicationset-controller'),
  object('Deployment', 'argocd-redis', 'redis', pod('public.ecr.aws/docker/library/redis:7.2.11-alpine')),
  object('StatefulSet', 'argocd-application-controller', 'application-controller', pod('argocd@sha256:00')),
  object('Deployment', 'other', 'other', pod('somebody/argocd-helper:1')),
]

describe('what is installed of Argo CD', () => {
  const objects = argoCdObjects(MANIFESTS, { argocd: 'mirror/argocd:1', redis: 'mirror/redis:1' })
  const named = (name: string) => objects.find(({ metadata }) => metadata?.name === name)
  const containers = (name: string) => JSON.stringify(named(name)).match(/"image":"[^"]+"/g)

  it('is everything but the controller of ApplicationSets', () => {
    expect(objects.map(({ metadata }) => metadata?.name)).toEqual([
      'applications.argoproj.io',
      'argocd-application-controller',
      'argocd-redis',
      'argocd-application-controller',
      'other',
    ])
    expect(objects.filter(isDefinition)).toHaveLength(1)
  })

  it('is in a namespace of its own, apart from what belongs to none', () => {
    const namespaces = objects.map(({ kind, metadata }) => [kind, metadata?.namespace])
    expect(namespaces).toEqual([
      ['CustomResourceDefinition', undefined],
      ['ClusterRole', undefined],
      ['Deployment', 'argocd'],
      ['StatefulSet', 'argocd'],
      ['Deployment', 'argocd'],
    ])
  })

  it('runs the images that were asked for, and takes them from the node where it has them', () => {
    expect(containers('argocd-redis')).toEqual(['"image":"mirror/argocd:1"', '"image":"mirror/redis:1"'])
    expect(JSON.stringify(named('argocd-redis'))).not.toContain('Always')
    expect(containers('other')).toEqual(['"image":"mirror/argocd:1"', '"image":"somebody/argocd-helper:1"'])
    expect(JSON.stringify(named('other'))).toContain('Always')
  })
})
