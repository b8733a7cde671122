"""The back-off model as one would write it first: a heap of events, one for each message that arrives."""

import heapq
from itertools import count
from random import Random

from labapp.simulation.backoff import Contention


class Race:
    """One replicate: every message of every client is an event."""

    def __init__(self, rule: str, plan: Contention, seed: int) -> None:
        self.rule, self.plan, self.chance = rule, plan, Random(seed)
        self.heap: list[tuple] = []
        self.numbers = count()
        self.version = self.calls = 0
        self.kept = [plan.base_ms] * plan.clients

    def run(self) -> tuple[float, int]:
        """Return when the last message arrived (ms) and how many writes were tried."""
        now = 0.0
        for client in range(self.plan.clients):
            self.later(now + self.hop(), self.read, client)
        while self.heap:
            now, _, message, client, version = heapq.heappop(self.heap)
            message(now, client, version)
        return now, self.calls

    def later(self, when, message, client, version=0):
        heapq.heappush(self.heap, (when, next(self.numbers), message, client, version))

    def hop(self) -> float:
        return abs(self.chance.gauss(self.plan.hop_mean_ms, self.plan.hop_spread_ms))

    def read(self, now, client, _):
        self.later(now + self.hop(), self.told, client, self.version)

    def told(self, now, client, version):
        self.later(now + self.hop(), self.write, client, version)

    def write(self, now, client, version):
        self.calls += 1
        won = version == self.version
        self.version += won
        self.later(now + self.hop(), self.won if won else self.lost, client)

    def won(self, now, client, _):
        pass

    def lost(self, now, client, _):
        self.later(now + self.pause(client) + self.hop(), self.read, client)

    def pause(self, client) -> float:
        plan, kept = self.plan, self.kept[client]
        if self.rule == "None":
            return 0.0
        if self.rule == "Decorr":
            self.kept[client] = min(plan.cap_ms, self.chance.uniform(plan.base_ms, 3.0 * kept))
            return self.kept[client]
        grown = self.kept[client] = min(plan.cap_ms, 2.0 * kept)
        lowest = {"Exponential": 1.0, "EqualJitter": 0.5, "FullJitter": 0.0}[self.rule]
        return grown * self.chance.uniform(lowest, 1.0)


def run(rule: str, plan: Contention) -> list[tuple[float, int]]:
    """Run every replicate, one after the other."""
    return [Race(rule, plan, plan.seed + number).run() for number in range(plan.replicates)]
