"""The German tank problem: neither too high nor too low on average, and an interval that holds."""

from itertools import combinations

import pytest

from labapp.labs.exposed_ids.german_tank import estimate, upper_bound


def test_the_published_example():
    assert estimate([2, 6, 7, 14]) == 16.5


@pytest.mark.parametrize("k", [1, 2, 3, 5])
@pytest.mark.parametrize("count", [7, 20])
def test_on_average_over_all_samples_it_is_right(count, k):
    samples = list(combinations(range(1, count + 1), k))
    assert sum(estimate(sample) for sample in samples) / len(samples) == pytest.approx(count)


@pytest.mark.parametrize("k", [1, 2, 3, 5])
@pytest.mark.parametrize("count", [20, 33])
def test_the_interval_holds_in_at_least_95_of_a_hundred_samples(count, k):
    samples = list(combinations(range(1, count + 1), k))
    holding = sum(max(sample) <= count <= upper_bound(sample) for sample in samples)
    assert holding / len(samples) >= 0.95


def test_more_numbers_narrow_it():
    assert upper_bound([372]) > upper_bound([37, 372]) > upper_bound([37, 324, 372]) == 1008
