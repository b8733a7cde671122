"""The pull requests for authorize."""

from . import (
    active_or_out,
    ask_the_table,
    compare_households,
    data_methods_only,
    decorator_above_the_route,
    export_closed,
    no_roles_in_updates,
    one_ugly_chain,
    quarter_of_an_hour,
    role_from_the_session,
    staff_decide,
    stewards_are_trusted,
)

PULL_REQUESTS = (
    decorator_above_the_route.PULL_REQUEST,
    role_from_the_session.PULL_REQUEST,
    export_closed.PULL_REQUEST,
    data_methods_only.PULL_REQUEST,
    staff_decide.PULL_REQUEST,
    compare_households.PULL_REQUEST,
    active_or_out.PULL_REQUEST,
    no_roles_in_updates.PULL_REQUEST,
    quarter_of_an_hour.PULL_REQUEST,
    stewards_are_trusted.PULL_REQUEST,
    ask_the_table.PULL_REQUEST,
    one_ugly_chain.PULL_REQUEST,
)
