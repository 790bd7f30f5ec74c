"""Model M3 in SimPy: events, Resource, AllOf. Usage: m3_simpy.py DELAYS DEPLOYMENTS; prints {"makespan", "cpuSeconds"}."""

import json
import sys
import time

import simpy

SERVICES = 200
RUNNERS = 10
REGIONS = 3
PODS = 10
WAVE = 3


def deploy_service(env, delays, service, runners, locks):
    with runners.request() as runner:
        yield runner
        yield env.timeout(delays["builds"][service])
    yield env.all_of(
        [
            env.process(deploy_region(env, delays, service * REGIONS + region, lock))
            for region, lock in enumerate(locks)
        ]
    )


def deploy_region(env, delays, place, lock):
    with lock.request() as held:
        yield held
        yield env.timeout(delays["applies"][place])
    for first in range(0, PODS, WAVE):
        yield env.all_of(
            [
                env.process(start_pod(env, delays, place * PODS + pod))
                for pod in range(first, min(first + WAVE, PODS))
            ]
        )


def start_pod(env, delays, pod):
    yield env.timeout(delays["startups"][pod])
    yield env.timeout(delays["readinesses"][pod])


def deployment(delays):
    env = simpy.Environment()
    runners = simpy.Resource(env, capacity=RUNNERS)
    locks = [simpy.Resource(env, capacity=1) for _ in range(REGIONS)]
    for service in range(SERVICES):
        env.process(deploy_service(env, delays, service, runners, locks))
    env.run()
    return env.now


def main():
    with open(sys.argv[1], encoding="utf-8") as table:
        delays = json.load(table)
    deployments = int(sys.argv[2])
    makespan = deployment(delays)
    start = time.process_time()
    for _ in range(deployments):
        if deployment(delays) != makespan:
            raise SystemExit("the makespan differs between two runs of the same model")
    print(json.dumps({"makespan": makespan, "cpuSeconds": time.process_time() - start}))


main()
