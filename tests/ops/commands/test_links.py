"""One-time links: who they let in, how often, and what is refused."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from cast import Cast, founded
from served import Served
from tingtang.access.queries import account_named, devices_read
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.bank.staff.queries import people_read
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk

from .conftest import Command

PASSWORD = "three-lanterns-by-the-river"


@pytest.fixture
def login() -> str:
    """Sign-ins are the whole bank's: every test takes a fresh one."""
    return f"lilei-{uuid4().hex[:8]}"


def post(client: Client, path: str, **body: object) -> tuple[int, dict[str, str]]:
    answer = client.post(path, json.dumps(body), "application/json")
    return answer.status_code, answer.json()


def people(branch: Cast) -> dict[str, tuple[str, str]]:
    rows = look(branch.branch, people_read(branch.branch))[0]
    return {row.login: (row.name, row.post) for row in rows}


def entries(branch: Cast) -> int:
    return walk(branch.branch, []).entries


class TestInvite:
    def test_the_link_is_good_for_one_password(
        self, tingtang: Command, branch: Cast, code: str, login: str
    ) -> None:
        words = ("--branch", code, "--post", "teller", "--name", "李雷")
        said = tingtang("admin", "invite", login, *words)
        assert (said.code, said.err) == (0, "")
        link = said.out.splitlines()[-1]
        token = link.removeprefix("http://localhost:8000/invite/")
        assert link != token

        client = Client()
        assert post(client, f"/api/invites/{token}", password=PASSWORD) == (200, {"login": login})
        assert post(client, "/api/session", login=login, password=PASSWORD)[0] == 200
        assert client.get("/api/me").json()["post"] == "teller"
        assert people(branch)[login] == ("李雷", "teller")
        assert post(client, f"/api/invites/{token}", password=PASSWORD)[0] == 404

    def test_a_known_login_keeps_post_and_name_and_the_older_link_dies(
        self, tingtang: Command, branch: Cast, code: str, login: str
    ) -> None:
        words = ("--branch", code, "--post", "teller", "--name", "李雷", "--json")
        first = json.loads(tingtang("admin", "invite", login, *words).out)
        before = entries(branch)
        again = json.loads(tingtang("admin", "invite", login, "--json").out)
        assert (again["post"], again["name"], again["branch"]) == ("teller", "李雷", code)
        assert entries(branch) == before

        for link, expected in ((first["link"], 404), (again["link"], 200)):
            token = link.rpartition("/")[2]
            assert post(Client(), f"/api/invites/{token}", password=PASSWORD)[0] == expected

    def test_somebody_of_the_branch_without_a_sign_in_is_found(
        self, tingtang: Command, branch: Cast, code: str, login: str
    ) -> None:
        entered = enter_staff(
            actor=branch.staff("hanliqun"),
            branch_id=branch.branch,
            people=[NewStaff(login, "韩梅梅", Post.TELLER)],
            at=branch.at,
        )
        said = tingtang("admin", "invite", login, "--branch", code, "--json")
        invited = json.loads(said.out)
        assert (invited["name"], invited["post"]) == ("韩梅梅", "teller")
        account = account_named(login)
        assert account is not None
        assert account.staff_id == entered[login]

    @pytest.mark.parametrize(
        ("words", "where"),
        [
            (("--post", "teller"), "--name"),
            (("--name", "李雷"), "--post"),
            (("--post", "wall", "--name", "李雷"), "--post"),
            (("--post", "teller", "--name", " \n"), "--name"),
        ],
    )
    def test_what_lacks_or_is_wrong_is_named_and_nothing_is_done(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        login: str,
        words: tuple[str, ...],
        where: str,
    ) -> None:
        before = entries(branch)
        said = tingtang("admin", "invite", login, "--branch", code, *words)
        assert (said.code, said.out, len(said.lines)) == (2, "", 1)
        assert said.err.startswith(f"tingtang: {where}: ")
        assert (entries(branch), account_named(login)) == (before, None)

    def test_another_post_for_a_known_login_is_refused(
        self, tingtang: Command, branch: Cast, code: str, login: str
    ) -> None:
        words = ("admin", "invite", login, "--branch", code, "--name", "李雷", "--post")
        tingtang(*words, "teller")
        said = tingtang(*words, "branch_head", "--json")
        assert said.code == 2
        assert json.loads(said.err)["where"] == "--post"
        assert people(branch)[login] == ("李雷", "teller")

    def test_a_login_stays_in_its_branch(
        self, tingtang: Command, branch: Cast, code: str, login: str
    ) -> None:
        words = ("--post", "teller", "--name", "李雷")
        tingtang("admin", "invite", login, "--branch", code, *words)
        other = founded()
        elsewhere = plan_of(other.branch).code
        said = tingtang("admin", "invite", login, "--branch", elsewhere, *words)
        assert (said.code, "belongs to branch" in said.err) == (2, True)
        assert login not in people(other)

    def test_an_unknown_branch_and_a_bad_login_are_named(
        self, tingtang: Command, branch: Cast
    ) -> None:
        said = tingtang("admin", "invite", "lilei", "--branch", "nowhere")
        assert (said.code, said.err.startswith("tingtang: --branch: ")) == (2, True)
        said = tingtang("admin", "invite", "li lei")
        assert (said.code, said.err.startswith("tingtang: LOGIN: ")) == (2, True)


class TestEnrol:
    def test_the_code_is_good_for_one_key_that_opens_the_devices_own_screen(
        self, tingtang: Command, branch: Cast, code: str
    ) -> None:
        words = ("--branch", code, "--post", "wall", "--zone", "cash", "--facing", "90")
        said = tingtang("device", "enrol", "等候屏", *words)
        assert (said.code, said.err) == (0, "")
        link, shown = said.out.splitlines()[-2:]
        assert shown == f"Code: {link.rpartition('/enrol/')[2]}"

        client = Client()
        status, enrolled = post(client, f"/api/enrolments/{shown.removeprefix('Code: ')}")
        assert (status, enrolled["screen"]) == (200, "/wall/")
        me = client.get("/api/me").json()
        assert (me["kind"], me["name"], me["post"]) == ("device", "等候屏", "wall")
        assert post(Client(), f"/api/enrolments/{shown.removeprefix('Code: ')}")[0] == 404

        device = look(branch.branch, devices_read(branch.branch))[0][0]
        zone = plan_of(branch.branch).zones[device.zone_id] if device.zone_id else None
        assert (device.facing, zone and zone.kind) == (90, "cash")

    def test_a_revoked_device_is_out(self, tingtang: Command, branch: Cast, code: str) -> None:
        words = ("--branch", code, "--post", "kiosk", "--json")
        offered = json.loads(tingtang("device", "enrol", "取号机", *words).out)
        status, enrolled = post(Client(), f"/api/enrolments/{offered['code']}")
        assert status == 200
        said = tingtang("device", "revoke", "取号机", "--branch", code)
        assert (said.code, look(branch.branch, devices_read(branch.branch))[0]) == (0, [])
        headers = {"Authorization": f"Device {enrolled['key']}"}
        assert Client().get("/api/me", headers=headers).json()["kind"] == "nobody"

        said = tingtang("device", "revoke", "取号机", "--branch", code)
        assert (said.code, said.lines) == (
            2,
            ["tingtang: There is no such device, or it was revoked."],
        )

    def test_enrolling_anew_ends_the_older_key(
        self, tingtang: Command, branch: Cast, code: str
    ) -> None:
        words = ("device", "enrol", "取号机", "--branch", code, "--post", "kiosk", "--json")
        first = json.loads(tingtang(*words).out)
        _, enrolled = post(Client(), f"/api/enrolments/{first['code']}")
        again = json.loads(tingtang(*words).out)
        assert again["device"] == first["device"]
        headers = {"Authorization": f"Device {enrolled['key']}"}
        assert Client().get("/api/me", headers=headers).json()["kind"] == "nobody"

    @pytest.mark.parametrize(
        ("words", "where"),
        [
            (("--post", "wall", "--zone", "roof"), "--zone"),
            (("--post", "wall", "--facing", "360"), "--facing"),
            (("--post", "teller"), ""),
            ((), ""),
        ],
    )
    def test_bad_words_are_named(
        self, tingtang: Command, branch: Cast, code: str, words: tuple[str, ...], where: str
    ) -> None:
        before = entries(branch)
        said = tingtang("device", "enrol", "等候屏", "--branch", code, *words)
        assert (said.code, said.out, len(said.lines), entries(branch)) == (2, "", 1, before)
        assert said.err.startswith(f"tingtang: {where}: " if where else "tingtang: ")


class TestAddress:
    def link(self, tingtang: Command, code: str) -> str:
        words = ("--branch", code, "--post", "kiosk", "--json")
        return str(json.loads(tingtang("device", "enrol", "取号机", *words).out)["link"])

    def test_it_is_where_the_server_runs(
        self, tingtang: Command, server: Served, code: str
    ) -> None:
        link = self.link(tingtang, code)
        assert link.startswith(f"http://localhost:{server.port}/enrol/")

    def test_a_proxys_address_can_be_named(
        self, tingtang: Command, code: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TINGTANG_ADDRESS", "https://hall.bank.example/")
        assert self.link(tingtang, code).startswith("https://hall.bank.example/enrol/")
