"""What the stream's server loads: the event stream of `live`, ending with its supervisor."""

from tingtang.live.stream import app
from tingtang.ops.processes import end_with_server

end_with_server()

__all__ = ["app"]
