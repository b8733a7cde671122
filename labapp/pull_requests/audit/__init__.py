"""The pull requests for audit."""

from . import (
    errors_only,
    filter_the_logger,
    mask_password,
    mask_secret_keys,
    one_ugly_string,
    path_and_status,
    path_without_its_secrets,
    pretty_tracebacks,
    scrub_by_pattern,
    three_words,
)

PULL_REQUESTS = (
    mask_password.PULL_REQUEST,
    mask_secret_keys.PULL_REQUEST,
    filter_the_logger.PULL_REQUEST,
    scrub_by_pattern.PULL_REQUEST,
    path_and_status.PULL_REQUEST,
    path_without_its_secrets.PULL_REQUEST,
    pretty_tracebacks.PULL_REQUEST,
    errors_only.PULL_REQUEST,
    three_words.PULL_REQUEST,
    one_ugly_string.PULL_REQUEST,
)
