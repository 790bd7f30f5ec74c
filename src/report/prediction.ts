import { type PredictedFigure, type Prediction, predictionSchema } from '../model/prediction.ts'
import { formatWithInterval, NONE } from './format/quantity.ts'
import { stableJson } from './json.ts'
import { metricLabel } from './wording/metric.ts'

/** prediction.json */
export const predictionJson = (prediction: Prediction): string => stableJson(prediction, predictionSchema)

/** A figure as the tables of all reporters print it. */
export const predictedCells = ({ metric, unit, predicted, measured, ratio }: PredictedFigure) => ({
  label: metricLabel(metric),
  predicted: formatWithInterval(predicted, unit),
  measured: formatWithInterval(measured, unit),
  ratio: ratio === null ? NONE : `× ${ratio.toFixed(2)}`,
})
