"""The pull requests for present."""

from . import (
    every_id_named,
    hides_secrets,
    in_base64,
    own_id_only,
    shuffled,
    signed,
    sortable_uuids,
    uuids,
    with_old_links,
)

PULL_REQUESTS = (
    in_base64.PULL_REQUEST,
    shuffled.PULL_REQUEST,
    uuids.PULL_REQUEST,
    sortable_uuids.PULL_REQUEST,
    hides_secrets.PULL_REQUEST,
    with_old_links.PULL_REQUEST,
    own_id_only.PULL_REQUEST,
    every_id_named.PULL_REQUEST,
    signed.PULL_REQUEST,
)
