"""`GET /metrics` on a port of its own: what all web processes counted, as Prometheus reads it."""

import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tingtang.ops.figures import Series, add_up
from tingtang.ops.place import data_folder

KIND = "text/plain; version=0.0.4; charset=utf-8"
HELP = {
    "tingtang_requests_total": ("counter", "Requests by route and status; a verb is a POST."),
    "tingtang_refusals_total": ("counter", "Refusals by their stable code."),
    "tingtang_request_seconds": ("histogram", "Seconds from request to answer, by route."),
    "tingtang_turns_total": ("counter", "Turns of branches that were committed to the ledger."),
}


def exposed(figures: dict[Series, float]) -> str:
    """The figures in Prometheus' text format."""
    return "".join(f"{line}\n" for line in _lines(figures))


def _lines(figures: dict[Series, float]) -> Iterator[str]:
    for family, (kind, told) in HELP.items():
        yield f"# HELP {family} {told}"
        yield f"# TYPE {family} {kind}"
        for (name, labels), value in sorted(figures.items()):
            if name == family or (kind == "histogram" and name.startswith(f"{family}_")):
                inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
                yield f"{name}{{{inside}}} {value}" if inside else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


class Door(BaseHTTPRequestHandler):
    """Answers whoever watches."""

    def do_GET(self) -> None:
        found = self.path in ("/metrics", "/healthz")
        body = exposed(add_up(data_folder())).encode() if self.path == "/metrics" else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", KIND)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Being asked every few seconds is no news."""


def main() -> None:
    """Answer until told to stop."""
    # For watchers on this machine, unless the bank says otherwise: routes tell what a house does.
    host = os.environ.get("TINGTANG_METRICS_HOST", "127.0.0.1")
    port = int(os.environ.get("TINGTANG_METRICS_PORT", "8002"))
    ThreadingHTTPServer((host, port), Door).serve_forever()


if __name__ == "__main__":
    main()
