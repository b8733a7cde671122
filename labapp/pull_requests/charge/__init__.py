"""The pull requests for charge."""

from . import (
    all_by_hand,
    book_then_claim,
    check_in_the_statement,
    compare_and_set,
    decimal_of_a_float,
    keys_in_memory,
    lock_the_row,
    look_first,
    never_compare,
    no_twins,
    round_everywhere,
    say_it_is_done,
    whole_cents,
)

PULL_REQUESTS = (
    whole_cents.PULL_REQUEST,
    keys_in_memory.PULL_REQUEST,
    look_first.PULL_REQUEST,
    no_twins.PULL_REQUEST,
    round_everywhere.PULL_REQUEST,
    decimal_of_a_float.PULL_REQUEST,
    lock_the_row.PULL_REQUEST,
    check_in_the_statement.PULL_REQUEST,
    never_compare.PULL_REQUEST,
    say_it_is_done.PULL_REQUEST,
    book_then_claim.PULL_REQUEST,
    compare_and_set.PULL_REQUEST,
    all_by_hand.PULL_REQUEST,
)
