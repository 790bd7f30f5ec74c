import { describe, expect, it } from 'vitest'
import { parseEnvironmentOptions } from '../../harness/options.ts'
import { settingsForSim, splitSettings } from '../../src/cli/environment/environment-settings.ts'
import { parseSetting } from '../../src/loading/setting.ts'

const settings = (...texts: string[]) => texts.map(parseSetting)

describe('settings of the environment', () => {
  it('are told from those of the scenario, and make one document', () => {
    const { scenario, environment } = splitSettings(
      settings('environment.regions=labels', 'pipeline.runners=5', 'environment.ports.registry=5001'),
    )
    expect(scenario).toEqual([{ path: 'pipeline.runners', value: 5 }])
    expect(environment).toEqual({ regions: 'labels', ports: { registry: 5_001 } })
    expect(parseEnvironmentOptions(environment, '--set')).toMatchObject({ regions: 'labels', nodes: 'scenario' })
  })

  it('are refused by name, with the one that was meant', () => {
    const { environment } = splitSettings(settings('environment.region=labels'))
    expect(() => parseEnvironmentOptions(environment, '--set')).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        message: 'environment.region: there is no field "region" here',
        remedy: 'did you mean "regions"?',
      }),
    )
  })

  it('are refused in the simulator, which has no environment', () => {
    expect(settingsForSim(settings('pipeline.runners=5'))).toHaveLength(1)
    expect(() => settingsForSim(settings('environment.nodes=2'))).toThrow('environment.nodes: the simulator')
    expect(() => settingsForSim([], { kubeconfig: 'a', context: 'b' })).toThrow('environment.existing')
  })

  it('take times with a unit', () => {
    const { environment } = splitSettings(settings('environment.localstack.readyWithinMs=10s'))
    expect(parseEnvironmentOptions(environment, '--set').localstack.readyWithinMs).toBe(10_000)
  })

  it('let the observation scrape pods, but not fake ones, which expose nothing', () => {
    const parsed = (...texts: string[]) =>
      parseEnvironmentOptions(splitSettings(settings(...texts)).environment, '--set')
    const scraping = 'environment.observation.metrics=scrape'
    expect(parsed().observation).toEqual({ metrics: 'k6' })
    expect(parsed(scraping).observation).toEqual({ metrics: 'scrape' })
    expect(() => parsed(scraping, 'environment.pods=kwok')).toThrow('environment.observation.metrics: fake pods')
    expect(() => parsed('environment.observation.metrics=prometheus')).toThrow('environment.observation.metrics')
  })
})

describe('a cluster that exists', () => {
  it('is used only when both its file and its context are named', () => {
    expect(() => splitSettings([], { kubeconfig: 'file' })).toThrow('expected --context beside --kubeconfig')
    expect(() => splitSettings([], { context: 'kind-x' })).toThrow('expected --kubeconfig beside --context')
    const { environment } = splitSettings([], { kubeconfig: 'file', context: 'kind-x' })
    expect(environment).toEqual({ existing: { kubeconfig: 'file', context: 'kind-x' } })
  })

  it('needs a registry that it can pull from', () => {
    const existing = { kubeconfig: 'file', context: 'kind-x' }
    expect(() => parseEnvironmentOptions({ existing }, '--set')).toThrow('environment.registry')
    expect(parseEnvironmentOptions({ existing, registry: 'registry.example/team' }, '--set').existing).toEqual(existing)
  })
})
