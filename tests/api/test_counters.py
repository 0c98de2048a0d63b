"""The counters of a branch at the door, as a teller without a seat chooses among them."""

from api.asking import Doors


def test_counters_come_with_what_their_services_are_called(doors: Doors) -> None:
    doors.cast.seat("chenyutong", "1")
    told = doors.staff("zhouzimo").get(doors.branch("counters")).body
    names = {each["id"]: each["name"]["zh-Hans"] for each in told["services"]}
    assert list(names.values()) == ["个人现金", "个人非现金", "对公业务", "理财咨询"]
    done = {
        each["number"]: [names[service] for service in each["services"]]
        for each in told["counters"]
    }
    assert done == {
        "1": ["个人现金"],
        "2": ["个人现金"],
        "3": ["个人现金", "个人非现金"],
        "8": ["理财咨询"],
        "9": ["理财咨询"],
    }
    assert [each.get("staff", {}).get("name") for each in told["counters"]] == [
        "陈雨桐",
        None,
        None,
        None,
        None,
    ]
