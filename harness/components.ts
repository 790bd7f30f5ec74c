import { argoCdComponent } from './argocd/component.ts'
import { buildkitComponent } from './buildkit/component.ts'
import { argoRolloutsComponent } from './canary/component.ts'
import type { Component } from './component.ts'
import { databasesComponent } from './databases/component.ts'
import { dockerComponent } from './docker/component.ts'
import { gitComponent } from './git/component.ts'
import { kindComponent } from './kind/component.ts'
import { kwokComponent } from './kwok/component.ts'
import { localStackComponent } from './localstack/component.ts'
import { registryComponent } from './registry/component.ts'
import { scansComponent } from './scans/component.ts'
import { suitesComponent } from './suites/component.ts'
import { terraformComponent } from './terraform/component.ts'

/** All components of the real environment. A new one is a folder and a line here. */
export const COMPONENTS: readonly Component[] = [
  dockerComponent,
  registryComponent,
  kindComponent,
  kwokComponent,
  buildkitComponent,
  databasesComponent,
  suitesComponent,
  scansComponent,
  localStackComponent,
  terraformComponent,
  gitComponent,
  argoCdComponent,
  argoRolloutsComponent,
]
