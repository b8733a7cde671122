"""The pull requests for notify."""

from . import (
    breaker_that_stays_open,
    endless_backoff,
    no_key,
    one_retry_at_a_time,
    one_ugly_loop,
    rate_limits_are_a_suggestion,
    retries_everything,
    three_attempts,
    tidy_queue,
)

PULL_REQUESTS = (
    three_attempts.PULL_REQUEST,
    endless_backoff.PULL_REQUEST,
    breaker_that_stays_open.PULL_REQUEST,
    tidy_queue.PULL_REQUEST,
    retries_everything.PULL_REQUEST,
    rate_limits_are_a_suggestion.PULL_REQUEST,
    no_key.PULL_REQUEST,
    one_retry_at_a_time.PULL_REQUEST,
    one_ugly_loop.PULL_REQUEST,
)
