import { z } from 'zod'
import { distributionSchema, lognormal } from '../distribution.ts'
import { parameter } from '../parameter.ts'
import { ratioSchema } from '../schema.ts'
import { minutes, seconds } from '../units.ts'

const THERP = 'Swain & Guttmann, Handbook of Human Reliability Analysis (NUREG/CR-1278), 1983'

/** What people do, how long it takes them, and how often it goes wrong. */
export const peopleSchema = z.strictObject({
  manualStep: parameter(distributionSchema, lognormal({ median: seconds(40), sigma: 0.5 }), {
    unit: 'ms',
    about: 'one manual step of a written procedure: find the command, adapt it, run it, look at the answer',
    assumed: [seconds(20), seconds(90)],
    why: 'no published timing of single release steps was found',
  }),
  stepError: parameter(ratioSchema, 0.01, {
    unit: 'ratio',
    about: 'a step of a long written procedure without check-off is left out or done wrong',
    source: `${THERP}, table 20-7: omission, long list, no check-off: .01 (error factor 3)`,
  }),
  stepErrorWithChecklist: parameter(ratioSchema, 0.001, {
    unit: 'ratio',
    about: 'the same for a short list whose items are ticked off',
    source: `${THERP}, table 20-7: omission, short list, check-off used: .001 (error factor 3)`,
  }),
  selfCheck: parameter(ratioSchema, 0.7, {
    unit: 'ratio',
    about: 'the person notices the own mistake at once and does the step again',
    assumed: [0.5, 0.9],
    why: 'depends on how loudly the command fails; the handbook gives recovery factors by situation only',
    tuned: true,
  }),
  stepHarms: parameter(ratioSchema, 0.8, {
    unit: 'ratio',
    about: 'a wrong step that nobody noticed has a consequence',
    assumed: [0.4, 1],
    why: 'some mistakes change nothing, such as a check that was left out and would have passed',
  }),
  kubectl: parameter(distributionSchema, lognormal({ median: seconds(12), sigma: 0.4 }), {
    unit: 'ms',
    about: 'rolling out one service in one region by hand: change the context, apply, start watching',
    assumed: [seconds(8), seconds(60)],
    why: 'no published timing was found',
    tuned: true,
  }),
  smokeTest: parameter(distributionSchema, lognormal({ median: seconds(30), sigma: 0.4 }), {
    unit: 'ms',
    about: 'trying the main path of one service by hand after its rollout',
    assumed: [seconds(15), minutes(3)],
    why: 'organisational',
    tuned: true,
  }),
  verifyByHand: parameter(distributionSchema, lognormal({ median: minutes(10), sigma: 0.4 }), {
    unit: 'ms',
    about: 'making sure by hand that production is healthy again after a roll-back',
    assumed: [minutes(4), minutes(30)],
    why: 'organisational',
  }),
  planReview: parameter(distributionSchema, lognormal({ median: minutes(5.5), sigma: 0.4 }), {
    unit: 'ms',
    about: 'reading one Terraform plan, the waiting for the reviewer included',
    assumed: [minutes(2), minutes(15)],
    why: 'depends on the plan and on how far away the reviewer is',
    tuned: true,
  }),
  reviewCatches: parameter(ratioSchema, 0.8, {
    unit: 'ratio',
    about: 'a person who reads a plan or a change sees that it would do harm',
    assumed: [0.5, 0.95],
    why: 'inspections find 60 to 90 % of defects (Boehm & Basili, Software Defect Reduction Top 10 List, 2001); of plans nothing was published',
  }),
  approval: parameter(distributionSchema, lognormal({ median: minutes(1), sigma: 0.5 }), {
    unit: 'ms',
    about: 'from a request for approval to the answer of somebody who is waiting for it',
    assumed: [seconds(20), minutes(15)],
    why: 'organisational; the approver of the improved pipeline follows the deployment in a channel',
    tuned: true,
  }),
  resultsReview: parameter(distributionSchema, lognormal({ median: minutes(6), sigma: 0.4 }), {
    unit: 'ms',
    about: 'manual approval of test results: finding the reports, reading them, signing off',
    assumed: [minutes(2), minutes(20)],
    why: 'organisational',
  }),
  noticeFailedJob: parameter(distributionSchema, lognormal({ median: minutes(3), sigma: 0.6 }), {
    unit: 'ms',
    about: 'until the person who watches a pipeline sees that a job failed and starts it again',
    assumed: [minutes(1), minutes(10)],
    why: 'organisational',
  }),
  pageAcknowledge: parameter(distributionSchema, lognormal({ median: minutes(1.5), sigma: 0.6 }), {
    unit: 'ms',
    about: 'from an alert to a person who has opened a terminal',
    assumed: [minutes(1), minutes(10)],
    why: 'on-call products escalate after 5 to 15 minutes; within office hours faster',
    tuned: true,
  }),
  diagnoseByHand: parameter(distributionSchema, lognormal({ median: minutes(60), sigma: 0.5 }), {
    unit: 'ms',
    about:
      'finding out which of the changes is at fault, without deployment markers and without criteria for rolling back',
    assumed: [minutes(10), minutes(90)],
    why: 'the published case names unclear criteria as the reason why deciding took long, without a figure',
    tuned: true,
  }),
  diagnoseWithMarkers: parameter(distributionSchema, lognormal({ median: minutes(1.5), sigma: 0.5 }), {
    unit: 'ms',
    about: 'the same when the alert names the deployment and the criteria are written down',
    assumed: [minutes(1), minutes(15)],
    why: 'depends on the quality of alerts and runbooks',
    tuned: true,
  }),
  repair: parameter(distributionSchema, lognormal({ median: minutes(30), sigma: 0.6 }), {
    unit: 'ms',
    about: 'repairing by hand what a roll-back cannot: infrastructure, data, configuration',
    assumed: [minutes(10), minutes(120)],
    why: 'depends on what was damaged',
  }),
  customerReport: parameter(distributionSchema, lognormal({ median: minutes(25), sigma: 0.6 }), {
    unit: 'ms',
    about: 'until complaints of customers reach the engineers, when nothing else has found the problem',
    assumed: [minutes(10), minutes(60)],
    why: 'depends on the support desk',
  }),
})
