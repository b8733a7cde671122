"""The back-off model in SimPy: every client is a process."""

import simpy
from event_heap import Race

from labapp.simulation.backoff import Contention


class Processes(Race):
    """The same race; SimPy keeps the events."""

    def run(self) -> tuple[float, int]:
        """Return when the last message arrived (ms) and how many writes were tried."""
        environment = simpy.Environment()
        for client in range(self.plan.clients):
            environment.process(self.client(environment, client))
        environment.run()
        return environment.now, self.calls

    def client(self, environment: simpy.Environment, number: int):
        while True:
            yield environment.timeout(self.hop())
            version = self.version
            yield environment.timeout(self.hop())
            yield environment.timeout(self.hop())
            self.calls += 1
            won = version == self.version
            self.version += won
            yield environment.timeout(self.hop())
            if won:
                return
            yield environment.timeout(self.pause(number))


def run(rule: str, plan: Contention) -> list[tuple[float, int]]:
    """Run every replicate, one after the other."""
    return [Processes(rule, plan, plan.seed + number).run() for number in range(plan.replicates)]
