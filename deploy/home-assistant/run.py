"""Start of the add-on: the options of Home Assistant become those of `plainspeech serve`, and Home
Assistant is told where the Wyoming server is.
"""

import json
import os
import pwd
import socket
import sys
import urllib.request
from pathlib import Path

OPTIONS = Path("/data/options.json")
SUPERVISOR = "http://supervisor/discovery"
PORT = 10200
USER = "plainspeech"


def command(options: dict) -> list[str]:
    """The command line of the server. Ports are published by Home Assistant."""
    return [
        "plainspeech",
        "serve",
        "--voice",
        str(options.get("voice", "heart")),
        "--max-jobs",
        str(options.get("max_jobs", 2)),
        "--host",
        "0.0.0.0",
        "--wyoming",
        str(PORT),
    ]


def discovery(host: str, token: str) -> urllib.request.Request:
    """The request that names the server to Home Assistant."""
    body = {"service": "wyoming", "config": {"uri": f"tcp://{host}:{PORT}"}}
    return urllib.request.Request(
        SUPERVISOR,
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        method="POST",
    )


def main() -> None:
    """Announce the server, give up root, and become the server."""
    options = json.loads(OPTIONS.read_text(encoding="utf-8")) if OPTIONS.is_file() else {}
    token = os.environ.get("SUPERVISOR_TOKEN")
    if token:
        try:
            urllib.request.urlopen(discovery(socket.gethostname(), token), timeout=10).close()
        except OSError as error:
            sys.stderr.write(f"Home Assistant was not told of the server: {error}\n")
    if os.getuid() == 0:
        account = pwd.getpwnam(USER)
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
    words = command(options)
    os.execvp(words[0], words)


if __name__ == "__main__":
    main()
