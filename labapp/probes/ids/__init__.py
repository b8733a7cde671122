"""Exposed ids: what somebody learns from the ids and fields that are handed to them in all honesty.

Nobody opens here what is not theirs: that is for the auth probes. Existing or missing is judged only where
the backend refuses, by status and body; not by time, which is simulated in the lab and noise elsewhere.
"""

from . import links, promises, tells

PROBES = [*tells.IDS.every, *promises.IDS.every, *links.IDS.every]
PROBE = {probe.__name__: probe for probe in PROBES}
