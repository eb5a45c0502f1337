"""run.py URL: Grove's own command, with Slack's audit log at another address."""

import sys

import grove.connectors.slack.api
from grove.entrypoints.local_process import entrypoint

grove.connectors.slack.api.API_BASE_URI = sys.argv[1]
entrypoint()
