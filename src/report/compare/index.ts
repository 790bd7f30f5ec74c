export { compareJson, samplesJson } from './json.ts'
export { compareMarkdown, samplesMarkdown } from './markdown.ts'
export { terminalCompare, terminalSamples } from './terminal.ts'
export { compareSentences, sampleSentence } from './wording.ts'
