"""The `tingtang` command.

Exit codes: 0; 2 on bad input, with one line that names the mend; 1 on any other failure.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from difflib import get_close_matches
from importlib import import_module

from django.core.management import ManagementUtility
from django.core.management.base import CommandError, handle_default_options

from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language, language_of, say
from tingtang.ops.errors import BadInput, CannotRun
from tingtang.ops.place import data_folder
from tingtang.ops.postgres import Cluster

# Commands with a function of their own in ops: `words -> exit code`. The rest are management
# commands, which find a database running and Django set up.
OWN = {
    "compare": "tingtang.ops.simulating:compare",
    "doctor": "tingtang.ops.doctor:run",
    "simulate": "tingtang.ops.simulating:run",
    "staffing": "tingtang.ops.staffing:run",
}
# Django's own commands that only read or write code.
WITHOUT_DATABASE = {"check", "compilemessages", "makemessages", "makemigrations", "version"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and say how it went."""
    words = sys.argv[1:] if arguments is None else arguments
    as_json = "--json" in words
    try:
        return dispatch(words)
    except Refused as refused:
        sentence = say(refused, language())
        tell(BadInput(sentence, where=refused.where, code=refused.code), as_json=as_json)
        return 2
    except CommandError as error:
        tell(error, as_json=as_json)
        return error.returncode if isinstance(error, BadInput | CannotRun) else 2
    except KeyboardInterrupt:
        return 130


def language() -> Language:
    """A terminal that is not Chinese reads English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG", "")
    return language_of(named.replace("_", "-")) if named.startswith("zh") else "en"


def dispatch(words: list[str]) -> int:
    """Find the command and run it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tingtang.ops.settings")
    words = take_data_folder(words)
    if not words or words[0] in {"-h", "--help"}:
        words = ["help", *words[1:]]
    name, rest = words[0], words[1:]
    if name in {"serve", "up"}:
        from tingtang.ops import serving

        return serving.run(name, rest)
    if name == "migrate":
        return migrate(rest)
    if name in OWN:
        module, _, function = OWN[name].partition(":")
        return int(getattr(import_module(module), function)(rest))
    return manage(name, rest)


def tell(error: CommandError, *, as_json: bool) -> None:
    """One line (each, where much is wrong at once), or one object, on standard error."""
    where, code = getattr(error, "where", ""), getattr(error, "code", "bad_input")
    message = " ".join(str(error).removeprefix("Error: ").split())
    if as_json:
        told = {"code": code, "where": where, "message": message}
        line = json.dumps({**told, **getattr(error, "details", {})}, ensure_ascii=False)
    else:
        for each in getattr(error, "lines", ()):
            print(each, file=sys.stderr)
        line = f"tingtang: {where}: {message}" if where else f"tingtang: {message}"
    print(line, file=sys.stderr)


def take_data_folder(words: list[str]) -> list[str]:
    """`--data DIR` may stand anywhere in every command."""
    rest: list[str] = []
    following = iter(words)
    for word in following:
        if word == "--data":
            folder = next(following, "")
            if not folder:
                raise BadInput("needs a folder", where="--data")
            os.environ["TINGTANG_DATA"] = folder
        elif word.startswith("--data="):
            os.environ["TINGTANG_DATA"] = word.removeprefix("--data=")
        else:
            rest.append(word)
    return rest


@contextmanager
def running(cluster: Cluster) -> Iterator[None]:
    """The embedded PostgreSQL for the length of a command; it may be running already."""
    cluster.start()
    try:
        yield
    finally:
        close_connections()
        cluster.stop()


def close_connections() -> None:
    """So that an embedded server can shut down at once."""
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()


def migrate(words: list[str]) -> int:
    """Change the schema: of the named database, or of the embedded one."""
    from tingtang.ops import migrating

    if not os.environ.get("DATABASE_URL"):
        cluster = Cluster(data_folder())
        with running(cluster):
            return migrating.run(cluster.dsn("migrator"), *words)
    named = os.environ.get("TINGTANG_MIGRATOR_URL")
    if not named:
        raise BadInput(
            "name the migrator's sign-in beside DATABASE_URL (deploy/roles.sql makes the role)",
            where="TINGTANG_MIGRATOR_URL",
        )
    return migrating.run(named, *words)


def manage(name: str, words: list[str]) -> int:
    """Run one of our or Django's management commands."""
    import django
    from django.core.management import get_commands

    # Named before Django reads its settings, started only when the command is known to be right.
    cluster = None if os.environ.get("DATABASE_URL") else Cluster(data_folder())
    if cluster:
        os.environ["DATABASE_URL"] = cluster.dsn("app")
    django.setup()
    if name == "help":
        ManagementUtility(["tingtang", "help", *words]).execute()
        return 0
    known = {*get_commands(), *OWN, "serve", "up", "migrate"}
    if name not in known:
        near = get_close_matches(name, known, 1)
        mend = f"did you mean {near[0]}?" if near else "tingtang help lists all"
        raise BadInput(f"there is no such command; {mend}", where=name)
    found = ManagementUtility(["tingtang", name]).fetch_command(name)
    # Words are read before a database is started: bad ones cost nothing.
    options = found.create_parser("tingtang", name).parse_args(words)
    handle_default_options(options)
    given = vars(options)
    positional = given.pop("args", ())
    wanted = getattr(found, "needs_database", name not in WITHOUT_DATABASE)
    with running(cluster) if cluster and wanted else nullcontext():
        found.execute(*positional, **given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
