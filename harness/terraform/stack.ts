/** A place in a cluster that a stack keeps a ConfigMap and a Secret in. */
export interface StackPlace {
  readonly kubeconfig: string
  readonly context: string
  readonly namespace: string
}

/** The infrastructure of one state: a region, or the part of one team in it. */
export interface Stack {
  /** Name of the state, such as `us-east-1` or `us-east-1/payments`. */
  readonly state: string
  /** What the configuration says; another value changes {@link changing} resources. */
  readonly revision: string
  /** Resources that are there. */
  readonly resources: number
  /** Of these, how many a new revision changes. */
  readonly changing: number
  /** How long an apply of a new revision takes at least, in milliseconds: real ones wait for cloud APIs. */
  readonly applyMs: number
  /** With a place, a ConfigMap and a Secret in it belong to the stack, which somebody may edit by hand. */
  readonly place?: StackPlace
}

/** The step that takes the time of an apply; `terraform_data` is built into Terraform and needs no provider. */
export const STEP_ADDRESS = 'terraform_data.step'

/** Name of the ConfigMap and of the Secret that a stack owns, in the namespace of its place. */
export const ownedName = (stack: Stack): string => `infrastructure-${stack.state.replaceAll('/', '-')}`

/** The files of a stack's configuration. The same stack gives the same bytes: its checksum says whether it changed. */
export function stackFiles(stack: Stack): Readonly<Record<string, string>> {
  const { state, revision, resources, changing, applyMs, place } = stack
  const variables = { state, revision, resources, changing, apply_seconds: applyMs / 1_000 }
  return {
    'main.tf': MAIN,
    'terraform.tfvars.json': `${JSON.stringify(place === undefined ? variables : { ...variables, place: { ...place, name: ownedName(stack) } }, undefined, 2)}\n`,
    ...(place === undefined ? {} : { 'kubernetes.tf': KUBERNETES }),
  }
}

const MAIN = `terraform {
  required_version = ">= 1.11"
}

variable "state" { type = string }
variable "revision" { type = string }
variable "resources" { type = number }
variable "changing" { type = number }
variable "apply_seconds" { type = number }

resource "terraform_data" "resource" {
  count = var.resources
  input = count.index < var.changing ? "\${var.state} \${var.revision}" : var.state
}

resource "terraform_data" "step" {
  count            = var.apply_seconds > 0 ? 1 : 0
  triggers_replace = [var.revision]

  provisioner "local-exec" {
    command = "sleep \${var.apply_seconds}"
  }
}
`

/** Type of the Secret that a stack owns. The API server lets nobody change it, so that Terraform has to replace one of another type. */
export const SECRET_TYPE = 'Opaque'

/** Valid with old and new versions of the provider. */
const KUBERNETES = `terraform {
  required_providers {
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}

variable "place" {
  type = object({ kubeconfig = string, context = string, namespace = string, name = string })
}

provider "kubernetes" {
  config_path    = var.place.kubeconfig
  config_context = var.place.context
}

resource "kubernetes_config_map" "infrastructure" {
  metadata {
    name      = var.place.name
    namespace = var.place.namespace
    labels    = { "app.kubernetes.io/managed-by" = "terraform" }
  }
  data = {
    state    = var.state
    revision = var.revision
  }
}

resource "kubernetes_secret" "credentials" {
  metadata {
    name      = var.place.name
    namespace = var.place.namespace
    labels    = { "app.kubernetes.io/managed-by" = "terraform" }
  }
  type = "${SECRET_TYPE}"
  data = { state = var.state }
}
`
