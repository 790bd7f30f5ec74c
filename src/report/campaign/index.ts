import type { CampaignReport } from '../../model/campaign.ts'
import { renderCampaign } from './html.ts'
import { campaignMarkdown } from './markdown.ts'

export { campaignMarkdown } from './markdown.ts'
export { terminalCampaign } from './terminal.ts'

/** campaign.json */
export const campaignJson = (report: CampaignReport): string => `${JSON.stringify(report, null, 2)}\n`

/** The files of a campaign by name. */
export const campaignFiles = (report: CampaignReport): Map<string, string> =>
  new Map([
    ['campaign.json', campaignJson(report)],
    ['report.html', renderCampaign(report)],
    ['summary.md', campaignMarkdown(report)],
  ])
