import type { Audit } from '../model/report.ts'
import type { Published } from '../model/scenario.ts'

/** The write-up whose figures are audited, as scenarios cite it. */
export const AUDITED_SOURCE = 'The 18-Minute Deployment'

/** What the write-up states as conditions; everything derived below is computed from these. */
const BEFORE = { perDay: 2, hours: 3.5, engineers: 5, failureRatio: 0.15, failureHours: 10, minutes: 210 }
const AFTER = { perDay: 8, engineerHours: 0.5, failureRatio: 0.003, minutes: 18, hoursADay: 1 }
const YEAR = { days: 250, usdPerHour: 150 }
const DAYS_A_MONTH = 21
const BUILD = { before: 45, mean: 35, after: 6, reuse: 0.7, services: 200, runners: 10 }
const STAGES = [45, 50, 55, 60]
const RESTART_ALERT = { perSecond: 0.1, seconds: 900 }

/** The contradictions among the figures of the audited source, if one of these published figures is from there. */
export function auditOf(published: readonly Published[]): Audit[] | undefined {
  return published.some(({ source }) => source === AUDITED_SOURCE) ? publishedAudit() : undefined
}

/** The table: as published, as derived from the source's own conditions, and what that means. */
export function publishedAudit(): Audit[] {
  const failuresADay = BEFORE.perDay * BEFORE.failureRatio
  const failureUsd = BEFORE.failureHours * BEFORE.engineers * YEAR.usdPerHour
  const failuresAYear = failuresADay * failureUsd * YEAR.days
  const developers = BEFORE.perDay * BEFORE.hours * BEFORE.engineers * YEAR.usdPerHour * YEAR.days
  const developersAfter = AFTER.hoursADay * YEAR.usdPerHour * YEAR.days
  const hoursADeployment = BEFORE.hours * BEFORE.engineers
  const sum = STAGES.reduce((total, minutes) => total + minutes, 0)
  const rows: readonly (readonly [subject: string, published: string, derived: string, comment: string])[] = [
    [
      'failures before, a year',
      `${usd(failuresADay * 900 * YEAR.days)} (900 $ each)`,
      `${usd(failuresAYear)} (${usd(failureUsd)} each)`,
      'The published saving of 495,000 $ is the difference of the two: the smaller figure stands for before in one sum and for after in the other.',
    ],
    [
      'failures after, a day',
      '0.3',
      number(AFTER.perDay * AFTER.failureRatio),
      'The published figure is that of before: 15 % of 2 a day. 0.3 % of 8 a day is less than a tenth of it.',
    ],
    [
      'developer time after, a day',
      `${AFTER.hoursADay} h`,
      `${number(AFTER.perDay * AFTER.engineerHours)} h`,
      'By the headline table: 8 deployments of 0.5 engineer-hours.',
    ],
    [
      'reduction of deployment time',
      '94 %',
      percent(1 - AFTER.minutes / BEFORE.minutes),
      `${BEFORE.minutes} to ${AFTER.minutes} min.`,
    ],
    [
      'saved developer time, a year',
      '2.8 M$ "from developer time alone"',
      usd(developers - developersAfter),
      'The sums have the derived figure; 2.9 M$ is the total of all savings.',
    ],
    [
      'developer time of one deployment before',
      '450 $',
      usd(hoursADeployment * YEAR.usdPerHour),
      '3.5 h of 5 engineers at 150 $.',
    ],
    [
      'engineer-hours of one deployment before',
      '7',
      number(hoursADeployment),
      'The table says 7, the cost section 3.5 h of 5 engineers. 7 is 3.5 h of 2.',
    ],
    [
      'where the services ran before',
      'EC2, with scripts',
      'Kubernetes, with kubectl',
      'Both are published. The reference scenario deploys with kubectl.',
    ],
    [
      'restarts that set off the restart alert',
      '> 0.1 a second over 15 min',
      `${number(RESTART_ALERT.perSecond * RESTART_ALERT.seconds)} restarts; a crashing pod makes ${restartsWithin(RESTART_ALERT.seconds)}`,
      'The back-off of 10 s doubling to 300 s keeps one pod from ever setting it off.',
    ],
    [
      'what layer reuse saves',
      '70 % in one place, 8 min in another',
      `70 % of a ${BUILD.before} min build is ${number(BUILD.reuse * BUILD.before)} min; the build went from ${BUILD.before} to ${BUILD.after} min`,
      'Neither figure says of what it is a share.',
    ],
    [
      'incidents by deployments, a month',
      '12 before, 0.4 after',
      `${number(failuresADay * DAYS_A_MONTH)} before, ${number(AFTER.perDay * AFTER.failureRatio * DAYS_A_MONTH)} after`,
      `Failure rate × deployments × ${DAYS_A_MONTH} working days.`,
    ],
    [
      'mean of the build before',
      `${BUILD.mean} min "on average", and minutes 0–${BUILD.before} of ${BEFORE.minutes}`,
      `stages sum to ${sum} min with ${BUILD.before}, to ${sum - BUILD.before + BUILD.mean} with ${BUILD.mean}`,
      'The stage boundaries and the mean of the build cannot both be means.',
    ],
    [
      'what builds 200 services in 6 min',
      'a matrix of 5 on 10 runners',
      `${number((BUILD.after * 60 * BUILD.runners) / BUILD.services)} s of a runner for each service`,
      'A matrix is a list of jobs, the runners are the limit: most services must be unchanged. How many change is an input here, in the open.',
    ],
  ]
  return rows.map(([subject, published, derived, comment]) => ({ subject, published, derived, comment }))
}

/** Restarts of a container that crashes at once: the first without delay, then after 10 s doubling to 300 s (kubelet). */
function restartsWithin(seconds: number): number {
  let restarts = 1
  for (let at = 10, delay = 10; at <= seconds; restarts++) {
    delay = Math.min(300, delay * 2)
    at += delay
  }
  return restarts
}

const number = (value: number): string => String(Number(value.toPrecision(3)))
const percent = (ratio: number): string => `${number(ratio * 100)} %`
const usd = (value: number): string => `${String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')} $`
