import type { CampaignCell, CellResult } from '../../model/campaign.ts'
import { meanOfClusters } from '../../stats/index.ts'
import { notBelowZero } from '../report/figures.ts'
import { roundedEstimate } from '../report/rounding.ts'
import type { DeploymentRow } from '../row.ts'
import { countWays, resilienceOf, timeToRecover, worstOf } from './resilience.ts'

/** What the repetitions of one combination showed, beside the same deployments without the fault. */
export function cellResult(
  cell: CampaignCell,
  rows: readonly DeploymentRow[],
  controls: readonly DeploymentRow[],
  seed: number,
): CellResult {
  const landed = rows.filter((row) => row.faultsLanded.includes(cell.fault))
  const ways = landed.map(resilienceOf)
  const times = rows.map((row) => (row.faultsLanded.includes(cell.fault) ? timeToRecover(row) : null))
  const known = times.filter((time) => time !== null)
  const missed = rows.some((row) => row.faultsMissed?.includes(cell.fault))
  return {
    ...cell,
    state: landed.length > 0 ? 'done' : missed ? 'not-landed' : 'no-occasion',
    landed: landed.length,
    n: rows.length,
    ways: countWays(ways),
    worst: worstOf(ways),
    timeToRecover:
      known.length === 0
        ? null
        : roundedEstimate(
            notBelowZero(
              meanOfClusters(
                known.map((time) => [time]),
                { seed, shape: 'mixture' },
              ),
            ),
            'ms',
          ),
    times,
    corrupted: landed.filter((row) => row.recovery?.dataCorrupted === true).length,
    unnoticed: landed.filter((row) => row.unnoticed !== undefined).length,
    controlsSucceeded: controls.filter(({ outcome }) => outcome === 'succeeded').length,
  }
}
