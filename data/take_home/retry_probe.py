"""Does your client stop? Run: python retry_probe.py COMMAND

COMMAND sends one message by POST to its last argument, which is added here. A small server on
this machine is down, then busy, then loses its first reply, and counts what comes.
Exit 1: something is broken; 2: something is unmeasured. MIT License.
"""

import shutil
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE_SECONDS, MOST_CALLS, RETRY_AFTER_SECONDS = 10, 10, 2


class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        day, calls = self.server.day, self.server.calls
        calls.append((time.monotonic(), self.headers["Idempotency-Key"]))
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        if day == "lost" and len(calls) == 1:
            return  # the message has arrived, and its sender will not hear of it
        busy = day == "busy" and time.monotonic() - calls[0][0] < RETRY_AFTER_SECONDS
        self.send_response(503 if day == "down" else 429 if busy else 202)
        self.send_header("Retry-After" if busy else "X-Day", str(RETRY_AFTER_SECONDS))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def calls_on(day, command):
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        server.day, server.calls = day, []
        threading.Thread(target=server.serve_forever).start()
        address = f"http://127.0.0.1:{server.server_port}/messages"
        try:
            quiet = {"timeout": PATIENCE_SECONDS, "stdout": subprocess.DEVNULL}
            subprocess.run([*command, address], **quiet)
            return server.calls, True
        except subprocess.TimeoutExpired:
            return server.calls, False
        finally:
            server.shutdown()


def verdicts(command):
    """Yield a question, whether it holds (None: unmeasured), and what was counted."""
    calls, ended = calls_on("down", command)
    stops = False if len(calls) > MOST_CALLS else True if calls and ended else None
    yield "Down: does it stop?", stops, f"calls: {len(calls)}"
    calls, _ = calls_on("busy", command)
    early = sum(moment - calls[0][0] < RETRY_AFTER_SECONDS for moment, _ in calls[1:])
    yield "Busy: does it wait for Retry-After?", not early if calls[1:] else None, f"calls too early: {early}"
    calls, _ = calls_on("lost", command)
    keys = {key for _, key in calls}
    same = all(keys) and len(keys) == 1 if calls[1:] else None
    yield "Reply lost: is it sent again, with the same Idempotency-Key?", same, f"calls: {len(calls)}"


if __name__ == "__main__":
    if not shutil.which("".join(sys.argv[1:2])):
        sys.exit(f"There is no command {sys.argv[1:2]}. {__doc__}")
    found = list(verdicts(sys.argv[1:]))
    for question, held, counted in found:
        print({True: "✓ held      ", False: "✗ broken    ", None: "? unmeasured"}[held], question, counted)
    answers = [held for _, held, _ in found]
    sys.exit(1 if False in answers else 2 if None in answers else 0)
