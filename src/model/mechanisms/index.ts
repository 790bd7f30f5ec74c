import { z } from 'zod'
import { callsSchema } from './calls.ts'
import { clusterMechanismSchema } from './cluster.ts'
import { buildSchema, gitopsSchema, runnersSchema, scanSchema, testSchema } from './delivery.ts'
import { blueGreenDatabaseSchema, otherTeamsSchema } from './operations.ts'
import { peopleSchema } from './people.ts'
import { databaseSchema, defectsSchema, detectionSchema, networkSchema, terraformSchema } from './platform.ts'
import { progressiveSchema } from './progressive.ts'

/** The documented default set: every constant of every mechanism, with its unit and where it comes from. */
export const mechanismsSchema = z.strictObject({
  people: peopleSchema.prefault({}),
  runners: runnersSchema.prefault({}),
  build: buildSchema.prefault({}),
  test: testSchema.prefault({}),
  scan: scanSchema.prefault({}),
  terraform: terraformSchema.prefault({}),
  database: databaseSchema.prefault({}),
  network: networkSchema.prefault({}),
  gitops: gitopsSchema.prefault({}),
  cluster: clusterMechanismSchema.prefault({}),
  detection: detectionSchema.prefault({}),
  defects: defectsSchema.prefault({}),
  /** Only where a scenario has it, and be it as `{}`: requests that go through the service graph. */
  calls: callsSchema.optional(),
  /** Only where a scenario changes them: constants of canary, blue/green and shadow delivery. */
  progressive: progressiveSchema.optional(),
  /** Only where a scenario changes them: constants of migrations by blue/green databases. */
  blueGreenDatabase: blueGreenDatabaseSchema.optional(),
  /** Only where a scenario has it: other teams take locks of Terraform states. */
  otherTeams: otherTeamsSchema.optional(),
})
export type Mechanisms = z.output<typeof mechanismsSchema>
