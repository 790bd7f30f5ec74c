import { z } from 'zod'
import { distributionSchema, lognormal, uniform } from '../distribution.ts'
import { parameter } from '../parameter.ts'
import { countSchema, millisSchema, ratioSchema } from '../schema.ts'
import { minutes, seconds } from '../units.ts'

const rate = z.number().gt(0, { error: 'expected a number > 0' })

/** The controllers that turn a Deployment into pods. */
export const controlPlaneSchema = z.strictObject({
  callsPerSecond: parameter(rate, 20, {
    unit: 'per second',
    about: 'API calls that one controller of the controller manager may make; each controller has a limiter of its own',
    source: 'kube-controller-manager --kube-api-qps, default 20',
  }),
  callBurst: parameter(countSchema.min(1), 30, {
    unit: 'count',
    about: 'calls that a controller may make at once after a quiet time',
    source: 'kube-controller-manager --kube-api-burst, default 30',
  }),
  callLatency: parameter(millisSchema, 10, {
    unit: 'ms',
    about: 'one mutating API call, until the watchers of the object have seen it',
    assumed: [4, 60],
    why: 'an etcd write with fsync and one watch hop; the API service-level objective only says 99 % below 1 s',
  }),
  callsPerEvent: parameter(countSchema, 1, {
    unit: 'count',
    about: 'calls spent on the Event object of a pod created or deleted, or of a ReplicaSet scaled',
    source: 'the event recorders of the deployment and replicaset controllers write through the limited client',
  }),
  deploymentSyncs: parameter(countSchema.min(1), 5, {
    unit: 'count',
    about: 'Deployments worked on at once',
    source: 'kube-controller-manager --concurrent-deployment-syncs, default 5',
  }),
  replicaSetSyncs: parameter(countSchema.min(1), 5, {
    unit: 'count',
    about: 'ReplicaSets worked on at once',
    source: 'kube-controller-manager --concurrent-replicaset-syncs, default 5',
  }),
  slowStartBatch: parameter(countSchema.min(1), 1, {
    unit: 'count',
    about: 'first batch of pods that a ReplicaSet creates; each next batch is twice as large',
    source: 'pkg/controller: SlowStartInitialBatchSize = 1',
  }),
  revisionHistory: parameter(countSchema, 10, {
    unit: 'count',
    about: 'old ReplicaSets without pods that are kept, for a rollback to find',
    source: 'apps/v1 Deployment: revisionHistoryLimit, default 10',
  }),
  timerSlack: parameter(millisSchema, seconds(1), {
    unit: 'ms',
    about: 'added to a minReady or progress-deadline timer, because times are stored in whole seconds',
    source: 'pkg/controller/replicaset updatePod and pkg/controller/deployment requeueStuckDeployment: + 1 s',
  }),
})

/** Who decides where a pod runs. */
export const schedulerSchema = z.strictObject({
  bindsPerSecond: parameter(rate, 50, {
    unit: 'per second',
    about: 'bindings that the scheduler may write',
    source: 'KubeSchedulerConfiguration clientConnection.qps, default 50',
  }),
  bindBurst: parameter(countSchema.min(1), 100, {
    unit: 'count',
    about: 'bindings that it may write at once after a quiet time',
    source: 'KubeSchedulerConfiguration clientConnection.burst, default 100',
  }),
  perPod: parameter(millisSchema, 5, {
    unit: 'ms',
    about: 'one scheduling cycle; cycles run one after another',
    assumed: [2, 30],
    why: 'scheduler_perf reports some hundred pods/s on 500 nodes; anti-affinity and small masters are slower',
  }),
  backOff: parameter(millisSchema, seconds(1), {
    unit: 'ms',
    about: 'before an unschedulable pod is tried again, doubling',
    source: 'KubeSchedulerConfiguration podInitialBackoffSeconds, default 1',
  }),
  maxBackOff: parameter(millisSchema, seconds(10), {
    unit: 'ms',
    about: 'longest back-off of an unschedulable pod',
    source: 'KubeSchedulerConfiguration podMaxBackoffSeconds, default 10',
  }),
})

/** The agent on each node. */
export const kubeletSchema = z.strictObject({
  sandbox: parameter(distributionSchema, lognormal({ median: 900, sigma: 0.4 }), {
    unit: 'ms',
    about: 'volumes, network and sandbox of a pod, before its image is looked for',
    assumed: [400, seconds(4)],
    why: 'the pod start-up objective is 5 s at the 99th percentile with images present, container start included',
  }),
  containerStart: parameter(distributionSchema, lognormal({ median: 400, sigma: 0.4 }), {
    unit: 'ms',
    about: 'creating and starting the container from an image that is there',
    assumed: [150, seconds(2)],
    why: 'part of the same 5 s objective',
  }),
  relist: parameter(millisSchema.min(1), seconds(1), {
    unit: 'ms',
    about: 'how often the kubelet looks at what its containers do',
    source: 'pkg/kubelet: genericPlegRelistPeriod = 1 s',
  }),
  sync: parameter(millisSchema, 40, {
    unit: 'ms',
    about: 'from an observation of the kubelet to the pod status in the API, or from a pod in the API to the kubelet',
    assumed: [10, 300],
    why: 'one pod sync and one status patch',
  }),
  tearDown: parameter(distributionSchema, lognormal({ median: 1_200, sigma: 0.4 }), {
    unit: 'ms',
    about: 'from the exit of the last container to the pod being gone from the API',
    assumed: [400, seconds(5)],
    why: 'relist, unmounting, sandbox removal and the final delete',
  }),
  backOff: parameter(millisSchema, seconds(10), {
    unit: 'ms',
    about: 'back-off of a container after its second exit and of an image after its first failed pull, doubling',
    source: 'pkg/kubelet: backOffPeriod = 10 s (containers and images)',
  }),
  maxBackOff: parameter(millisSchema, seconds(300), {
    unit: 'ms',
    about: 'longest back-off; one twice as old as this is forgotten',
    source: 'pkg/kubelet: MaxContainerBackOff and MaxImageBackOff = 300 s; client-go flowcontrol hasExpired: 2 × max',
  }),
  retry: parameter(millisSchema.min(1), seconds(10), {
    unit: 'ms',
    about: 'after a sync that failed or met a back-off, when the pod is synced again',
    source: 'pkg/kubelet/pod_workers.go completeWork with backOffPeriod (releases before 1.35)',
  }),
  retryJitter: parameter(z.number().min(0), 0.5, {
    unit: 'ratio',
    about: 'up to this share is added to each retry',
    source: 'pkg/kubelet/pod_workers.go: workerBackOffPeriodJitterFactor = 0.5',
  }),
  minGrace: parameter(millisSchema, seconds(2), {
    unit: 'ms',
    about: 'what a container gets after SIGTERM even when preStop used the grace period up',
    source: 'pkg/kubelet/kuberuntime: minimumGracePeriodInSeconds = 2',
  }),
})

/** Images on nodes. */
export const imagePullSchema = z.strictObject({
  parallel: parameter(countSchema.min(1), 1, {
    unit: 'count',
    about: 'pulls at once on a node; 1 is serial',
    source: 'KubeletConfiguration serializeImagePulls, default true; managed node images often set it to false',
  }),
  manifest: parameter(distributionSchema, lognormal({ median: 900, sigma: 0.4 }), {
    unit: 'ms',
    about: 'authentication and manifest of one pull, before the layers',
    assumed: [300, seconds(3)],
    why: 'three or four round trips to the registry',
  }),
  mibPerSecond: parameter(rate, 50, {
    unit: 'MiB/s',
    about: 'download and unpacking of one image, compressed size',
    assumed: [15, 150],
    why: 'a single-threaded gzip decompression bounds it near 50 to 100 MiB/s, small instances are network-bound below',
  }),
  failure: parameter(distributionSchema, lognormal({ median: 1_500, sigma: 0.5 }), {
    unit: 'ms',
    about: 'a pull that ends with an error',
    assumed: [300, seconds(15)],
    why: 'a missing tag answers at once, an unreachable registry at the connection time-out',
  }),
  cacheMiB: parameter(rate, 40_000, {
    unit: 'MiB',
    about: 'layers that a node keeps before the least recently used ones are deleted',
    assumed: [15_000, 150_000],
    why: 'kubelet image collection starts at 85 % of the disk; 50 GiB disks are usual',
  }),
})

/** How traffic finds pods. */
export const endpointsSchema = z.strictObject({
  propagation: parameter(distributionSchema, lognormal({ median: 700, sigma: 0.6 }), {
    unit: 'ms',
    about: 'from a change of a pod in the API to the last proxy or sidecar that acts on it',
    assumed: [150, seconds(6)],
    why: 'EndpointSlice write, watch, and rule rewrites at most once a second (kube-proxy minSyncPeriod 1 s)',
  }),
})

/** Nodes and their loss. */
export const nodesSchema = z.strictObject({
  reservedCpuMilli: parameter(countSchema, 200, {
    unit: 'count',
    about: 'millicores of a node that pods of the fleet cannot use: reservations and daemon sets',
    assumed: [80, 600],
    why: 'kube-reserved is 70 to 90 m on 2 to 8 cores, daemon sets for proxy, network and logs request the rest',
  }),
  reservedMemoryMiB: parameter(countSchema, 1_500, {
    unit: 'MiB',
    about: 'memory of a node that pods of the fleet cannot use',
    assumed: [700, 3_000],
    why: 'kube-reserved of a node for 58 pods is some 900 MiB, eviction threshold 100 MiB, daemon sets the rest',
  }),
  maxPods: parameter(countSchema.min(1), 110, {
    unit: 'count',
    about: 'pods on one node',
    source: 'KubeletConfiguration maxPods, default 110',
  }),
  leaseRenewal: parameter(millisSchema.min(1), seconds(10), {
    unit: 'ms',
    about: 'how often a kubelet renews the lease of its node',
    source: 'pkg/kubelet: nodeLeaseDurationSeconds 40 × renew fraction 0.25',
  }),
  monitorGrace: parameter(millisSchema, seconds(50), {
    unit: 'ms',
    about: 'silence after which a node is NotReady',
    source: 'kube-controller-manager --node-monitor-grace-period, default 50 s since 1.32 (40 s before)',
  }),
  monitorPeriod: parameter(millisSchema.min(1), seconds(5), {
    unit: 'ms',
    about: 'how often leases are looked at',
    source: 'kube-controller-manager --node-monitor-period, default 5 s',
  }),
  toleration: parameter(millisSchema, seconds(300), {
    unit: 'ms',
    about: 'from the NoExecute taint of a lost node to the deletion of its pods',
    source: 'admission plugin DefaultTolerationSeconds: 300 s for not-ready and unreachable',
  }),
  podCollection: parameter(distributionSchema, uniform(seconds(40), seconds(60)), {
    unit: 'ms',
    about: 'from the removal of a node object to the deletion of the pods that were bound to it',
    source: 'pkg/controller/podgc: gcCheckPeriod 20 s, quarantine time 40 s',
  }),
  spotNotice: parameter(millisSchema, minutes(2), {
    unit: 'ms',
    about: 'warning before a spot machine is taken away',
    source: 'Amazon EC2: spot instance interruption notice, two minutes',
  }),
  spotNoticeDrains: parameter(z.boolean(), true, {
    unit: 'switch',
    about: 'a termination handler cordons and drains the node as soon as the notice comes',
    assumed: [0, 1],
    why: 'usual on managed clusters, but an add-on',
  }),
  provisioning: parameter(distributionSchema, uniform(minutes(1), minutes(2)), {
    unit: 'ms',
    about: 'from the request for a machine to a Ready node',
    assumed: [seconds(40), minutes(4)],
    why: 'EC2 launch 20 to 40 s, boot and join 30 to 60 s, network plug-in ready 10 to 20 s',
  }),
})

/** Who adds and removes nodes. */
export const autoscalerSchema = z.strictObject({
  enabled: parameter(z.boolean(), true, {
    unit: 'switch',
    about: 'unschedulable pods make their node group grow, up to its maximum',
    assumed: [0, 1],
    why: 'the node groups have a minimum and a maximum, so something moves between them',
  }),
  scan: parameter(millisSchema.min(1), seconds(10), {
    unit: 'ms',
    about: 'how often unschedulable pods are looked for',
    source: 'cluster-autoscaler --scan-interval, default 10 s',
  }),
  unneeded: parameter(millisSchema, minutes(10), {
    unit: 'ms',
    about: 'how long a node must be unneeded before it is removed; also the quiet time after a scale-up',
    source: 'cluster-autoscaler --scale-down-unneeded-time and --scale-down-delay-after-add, default 10 min',
  }),
  unneededBelow: parameter(ratioSchema, 0.5, {
    unit: 'ratio',
    about: 'requested share of a node below which it may be unneeded',
    source: 'cluster-autoscaler --scale-down-utilization-threshold, default 0.5',
  }),
})

/** Voluntary disruptions. */
export const evictionSchema = z.strictObject({
  retry: parameter(millisSchema.min(1), seconds(5), {
    unit: 'ms',
    about: 'after a refused eviction, when a drain asks again',
    source: 'k8s.io/kubectl/pkg/drain: evictions are retried every 5 s',
  }),
  maxUnavailable: parameter(countSchema, 1, {
    unit: 'count',
    about: 'PodDisruptionBudget of each service with more than one replica: pods that evictions may take down at once',
    assumed: [0, 3],
    why: 'the published manifest protects critical services; 1 is what most charts ship',
  }),
})

/** The simulated Kubernetes cluster. */
export const clusterMechanismSchema = z.strictObject({
  controlPlane: controlPlaneSchema.prefault({}),
  scheduler: schedulerSchema.prefault({}),
  kubelet: kubeletSchema.prefault({}),
  images: imagePullSchema.prefault({}),
  endpoints: endpointsSchema.prefault({}),
  nodes: nodesSchema.prefault({}),
  autoscaler: autoscalerSchema.prefault({}),
  eviction: evictionSchema.prefault({}),
  readinessPatience: parameter(millisSchema, seconds(60), {
    unit: 'ms',
    about:
      'a new pod that is not ready so long after its start-up (its startup probe, if it has one) counts as failing',
    assumed: [seconds(20), minutes(5)],
    why: 'what a watcher of a rollout would call stuck: several readiness periods',
  }),
})
export type ClusterMechanism = z.output<typeof clusterMechanismSchema>
