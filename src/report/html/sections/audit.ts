import type { Audit } from '../../../model/report.ts'
import { table } from '../component.ts'
import type { Section } from '../document.ts'

/** Where the published figures disagree with each other. */
export const auditSection = (audit: readonly Audit[] | undefined): Section => ({
  id: 'audit',
  title: 'Audit of the published figures',
  short: 'Audit',
  lead: 'Published figures that do not follow from the others that were published with them. They are shown as they are, and none is an input.',
  content:
    audit === undefined || audit.length === 0
      ? null
      : table(
          [['figure'], ['as published'], ['as derived'], ['how']],
          audit.map(({ subject, published, derived, comment }) => [subject, published, derived, comment]),
          { label: 'audit', className: 'wide' },
        ),
})
