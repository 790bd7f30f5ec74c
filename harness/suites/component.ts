import { z } from 'zod'
import type { Component } from '../component.ts'
import { databasesComponent } from '../databases/component.ts'
import { dockerComponent } from '../docker/component.ts'
import { ensureImage } from '../docker/image.ts'
import { removeLabelled } from '../docker/removal.ts'
import { labelled } from '../docker/resources.ts'
import { labelsOf } from '../run/run.ts'

const factsSchema = z.strictObject({ images: z.array(z.string()) })

/**
 * Test suites. Nothing of them stays up between two runs: here their images are made sure of, and what an interrupted suite left behind
 * is removed.
 */
export const suitesComponent: Component<z.output<typeof factsSchema>> = {
  name: 'suites',
  needs: [dockerComponent, databasesComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('suites'),

  async up({ signal }) {
    return { images: [await ensureImage('postgres', signal), await ensureImage('redis', signal)] }
  },

  down: (run) => removeLabelled(labelsOf(run, 'suites')),

  async status(run, { images }, signal) {
    const { containers } = await labelled(labelsOf(run, 'suites'), signal)
    const detail = `${containers.length} containers of suites that run now; images ${images.join(', ')}`
    return [{ name: 'suites', isUp: true, detail }]
  },
}
