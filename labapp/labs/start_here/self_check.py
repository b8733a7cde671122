"""Can this machine run the workshop? A few readable lines say so, or what to do.

What a check needs is imported when it is made: where a package is missing, its line says so.
"""

from labapp.installation.checks import DATABASE, PATIENCE_SECONDS, PYTHON, SECOND_PROCESS, Check, run_checks

STORM_SECONDS = 3


def self_check() -> None:
    """Try what the labs need, and print a line for each; a line that fails says what to do."""
    run_checks(CHECKS)


def _backend() -> None:
    import requests

    from labapp.naive import NAIVE
    from labapp.targets.served import ServerOptions, server_for

    options = ServerOptions(write=lambda sink, line: None)
    with server_for(NAIVE, options) as server, server, requests.Session() as http:
        http.trust_env = False
        answer = http.get(f"{server.url}/tools", timeout=PATIENCE_SECONDS)
        answer.raise_for_status()


def _storm() -> None:
    from labapp.naive import NAIVE
    from labapp.simulation.arrivals import arrive
    from labapp.simulation.carrier_script import CarrierScript, Outage
    from labapp.targets.addresses import TOOLSHED
    from labapp.targets.open_target import ADMIN
    from labapp.targets.simulated import SimulatedToolshed, SimulationSettings

    script = CarrierScript(outages=(Outage(1.0, 2.0),))
    with SimulatedToolshed(NAIVE, SimulationSettings(script=script)) as toolshed:
        staff, message = toolshed.log_in(*ADMIN), {"member_id": 1, "kind": "message", "text": "Hello."}

        def send(_number: int) -> None:
            toolshed.http.post(f"{TOOLSHED}/notifications", json=message, headers=staff)

        arrive(toolshed.clock, "clerk", send, (1, STORM_SECONDS))
        toolshed.clock.run(toolshed.clock.now() + STORM_SECONDS)
        if not toolshed.carrier.ledger:
            raise RuntimeError("no call reached Carrier")
    if toolshed.clock.unfinished:
        raise RuntimeError(f"still running: {', '.join(toolshed.clock.unfinished)}")


def _progress() -> None:
    from labapp.workshop import progress
    from labapp.workshop.progress_record import Progress

    kept = progress.load()
    trouble = progress.trouble()
    progress.save(kept)
    if kept == Progress():
        progress.forget()
    if trouble := progress.trouble() or trouble:
        raise RuntimeError(trouble)


PROGRESS: Check = ("a place to keep progress", _progress, "The labs work all the same.")
CHECKS: tuple[Check, ...] = (
    PYTHON,
    DATABASE,
    ("Toolshed over HTTP, on this machine only", _backend, "Does a firewall forbid 127.0.0.1? Allow it."),
    (
        "a storm in virtual time, and nothing left running",
        _storm,
        "Please report it; it is a bug of the lab.",
    ),
    SECOND_PROCESS,
    PROGRESS,
)
