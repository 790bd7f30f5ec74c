import { constant, lognormal, milliseconds, type ScenarioInput, seconds } from 'seatrial'

/** One deployment at a time, of a third of the fleet; a stretch is one deployment. */
export const deployments: ScenarioInput['deployments'] = {
  perDay: 1,
  daysPerStretch: 1,
  warmUpDays: 0,
  jitter: constant(0),
  changedServices: constant(4),
  lockFileChanges: 0.25,
  databaseChanges: 0.25,
  irreversibleMigrations: 0,
  infrastructureChanges: 0.5,
  baseImageEveryDays: 1_000,
  observation: seconds(10),
}

/**
 * What the published case took minutes for takes seconds here, people included: a minute of theirs is a second. What machines need is
 * what this kind of machine needs, in round figures, for the prediction; the real environment takes what it takes.
 */
export const mechanisms: NonNullable<ScenarioInput['mechanisms']> = {
  people: {
    manualStep: lognormal({ median: milliseconds(670), sigma: 0.5 }),
    kubectl: lognormal({ median: milliseconds(200), sigma: 0.4 }),
    smokeTest: lognormal({ median: milliseconds(500), sigma: 0.4 }),
    verifyByHand: lognormal({ median: seconds(10), sigma: 0.4 }),
    planReview: lognormal({ median: milliseconds(5_500), sigma: 0.4 }),
    approval: lognormal({ median: seconds(1), sigma: 0.5 }),
    resultsReview: lognormal({ median: seconds(6), sigma: 0.4 }),
    noticeFailedJob: lognormal({ median: seconds(3), sigma: 0.6 }),
    pageAcknowledge: lognormal({ median: milliseconds(1_500), sigma: 0.6 }),
    diagnoseByHand: lognormal({ median: seconds(60), sigma: 0.5 }),
    diagnoseWithMarkers: lognormal({ median: milliseconds(1_500), sigma: 0.5 }),
    repair: lognormal({ median: seconds(30), sigma: 0.6 }),
    customerReport: lognormal({ median: seconds(25), sigma: 0.6 }),
  },
  runners: { overhead: lognormal({ median: milliseconds(900), sigma: 0.3 }), failure: 0 },
  build: {
    coldDependencies: lognormal({ median: seconds(3), sigma: 0.3 }),
    daemonStart: lognormal({ median: milliseconds(2_500), sigma: 0.3 }),
    cacheImport: lognormal({ median: milliseconds(300), sigma: 0.4 }),
    registryMiBPerSecond: 40,
  },
  test: {
    containerStart: lognormal({ median: seconds(5), sigma: 0.3 }),
    sharedStateSetUp: lognormal({ median: seconds(1), sigma: 0.3 }),
    shardOverhead: milliseconds(300),
  },
  scan: {
    image: lognormal({ median: seconds(2), sigma: 0.3 }),
    unchangedImage: lognormal({ median: seconds(1), sigma: 0.3 }),
    source: lognormal({ median: seconds(3), sigma: 0.3 }),
    newFindingPerDay: 0,
    findingInChange: 0,
  },
  terraform: {
    init: lognormal({ median: seconds(3), sigma: 0.3 }),
    refreshPerResource: milliseconds(10),
    applyPerChange: lognormal({ median: seconds(1), sigma: 0.3 }),
    changesPerApply: constant(3),
    checksum: lognormal({ median: milliseconds(200), sigma: 0.3 }),
    driftPerRegionDay: 0,
    lockHolderCrash: 0,
  },
  database: {
    migration: lognormal({ median: milliseconds(300), sigma: 0.5 }),
    lockWait: lognormal({ median: milliseconds(20), sigma: 0.5 }),
    verifyByHand: lognormal({ median: seconds(4), sigma: 0.4 }),
    validation: lognormal({ median: seconds(1), sigma: 0.5 }),
    failure: 0,
  },
  network: {
    dnsChange: lognormal({ median: milliseconds(200), sigma: 0.4 }),
    targetHealthy: lognormal({ median: milliseconds(2_500), sigma: 0.3 }),
  },
  gitops: {
    webhook: true,
    commit: lognormal({ median: seconds(1), sigma: 0.3 }),
    refresh: lognormal({ median: seconds(2), sigma: 0.4 }),
    applyPerApplication: lognormal({ median: seconds(1), sigma: 0.4 }),
  },
  detection: {
    scrapeInterval: seconds(1),
    ruleInterval: seconds(2),
    alertFor: seconds(4),
    notification: seconds(2),
    syntheticInterval: seconds(20),
    watchNotices: lognormal({ median: seconds(5), sigma: 0.6 }),
    smokeSuite: lognormal({ median: milliseconds(500), sigma: 0.3 }),
  },
  defects: { perChangedService: 0, crashAfter: lognormal({ median: seconds(2), sigma: 0.3 }) },
}
