"""The pull requests for eligible."""

from . import (
    a_list_of_checks,
    a_year_in_days,
    days_in_utc,
    everybody_at_that_home,
    no_redundant_checks,
    once_closed_stays_closed,
    one_long_function,
    overdue_to_the_minute,
    plan_comes_first,
    recalled_is_recalled,
    status_as_it_stands,
    twelve_full_months,
)

PULL_REQUESTS = (
    no_redundant_checks.PULL_REQUEST,
    days_in_utc.PULL_REQUEST,
    one_long_function.PULL_REQUEST,
    once_closed_stays_closed.PULL_REQUEST,
    a_list_of_checks.PULL_REQUEST,
    status_as_it_stands.PULL_REQUEST,
    plan_comes_first.PULL_REQUEST,
    twelve_full_months.PULL_REQUEST,
    a_year_in_days.PULL_REQUEST,
    everybody_at_that_home.PULL_REQUEST,
    recalled_is_recalled.PULL_REQUEST,
    overdue_to_the_minute.PULL_REQUEST,
)
