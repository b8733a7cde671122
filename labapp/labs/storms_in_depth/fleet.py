"""A hundred thousand web workers in front of one Carrier: sliders, and a storm that follows them."""

from labapp.figures.storm.figure import StormFigure
from labapp.figures.storm.table_and_sentence import StormColumns
from labapp.simulation.worker_fleet import Fleet, run
from labapp.workshop.controls import slider
from labapp.workshop.follow_sliders import follow

HIGHEST = 560_000
CONTROLS = {
    # the value that it turns: what stands beside it, its first value, (from, to, in steps of)
    "refusal_percent": ("a refusal costs (% of a call)", 0, (0, 60, 5)),
    "workers": ("web workers", 100_000, (20_000, 100_000, 10_000)),
    "messages_per_second": ("messages a second", 12_500, (2_500, 25_000, 2_500)),
}


def fleet() -> StormColumns:
    """Show the storm of a fleet with its sliders; return its columns."""
    columns = fleet_at()
    follow(
        {name: slider(*control) for name, control in CONTROLS.items()},
        StormFigure(columns, HIGHEST),
        fleet_at,
    )
    return columns


def fleet_at(
    refusal_percent: int = 0, workers: int = 100_000, messages_per_second: int = 12_500
) -> StormColumns:
    """Run the model at these values."""
    plan = Fleet(workers, messages_per_second, refusal_costs=refusal_percent / 100)
    outage = (plan.outage_begins, plan.outage_begins + plan.outage_seconds)
    return StormColumns(plan.capacity_per_second, outage, plan.seconds, *run(plan))
