/** The text of a new chaos scenario with this name, every part of it explained. */
export const chaosTemplate = (
  name: string,
): string => `import { badRelease, defineScenario, errorRatio, fintech, gitops, lognormal, podCrash, rolloutOf, when } from 'seatrial'

export default defineScenario({
  name: ${JSON.stringify(name)},

  // What is deployed, by which pipeline, and how often.
  fleet: fintech({ services: 40, databases: 10 }),
  pipeline: gitops({ rollback: 'guarded' }),
  deployments: { perDay: 4, changedServices: lognormal({ median: 4, sigma: 0.3 }) },

  // What goes wrong, when, and in how many deployments. "seatrial faults" lists what there is.
  faults: [
    // A trigger from the pipeline: half of the replicas of the first service to be rolled out are new.
    badRelease({ errorRate: 0.3, when: rolloutOf().reaches(0.5), probability: 0.2 }),
    // Three times in one deployment, from the moment when production is reached.
    podCrash({ when: when('production-reached'), repeat: { times: 3, pause: 60_000 }, probability: 0.2 }),
  ],

  chaos: {
    // The hypothesis: looked at before the faults, every 15 s, and after them. Any deviation exits with 3.
    steadyState: [errorRatio().atMost(0.4)],
    // 'parallel': each fault at its own time. 'sequential': each when the one before has ended. 'random': one a deployment.
    method: 'parallel',
    // 'on-deviation' takes faults out as soon as the steady state deviates; 'never' leaves them to the repair.
    rollbacks: 'always',
    // Safety stop: a run that hurts more than this ends at once, with exit code 3.
    blastRadius: { failedDeployments: 0.5 },
  },

  // For "seatrial bench FILE --campaign": these faults under each rollback policy, for each service tier.
  campaign: { faults: ['bad-release', 'pod-crash', 'stale-cache'], repetitions: 3 },
})
`
