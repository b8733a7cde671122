"""All probes, by their family."""

from . import auth, eligibility, ids, logs, money, retries
from .finding import Family

PROBES = {
    Family.RETRIES: retries.PROBES,
    Family.LOGS: logs.PROBES,
    Family.IDS: ids.PROBES,
    Family.AUTH: auth.PROBES,
    Family.ELIGIBILITY: eligibility.PROBES,
    Family.MONEY: money.PROBES,
}
