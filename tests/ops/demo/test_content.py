"""The demonstration's words: what large print offers is what the number is given for."""

import pytest

from tingtang.kernel.words import LANGUAGES
from tingtang.ops.demo.content import SERVICES, ServiceContent

ANYTHING = ("别的", "別的", "其他", "omething else", "nything else")


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.code)
def test_large_print_says_a_service_in_words_of_its_own(service: ServiceContent) -> None:
    for language in LANGUAGES:
        said = f"{service.plain_name[language]} · {service.plain_hint[language]}"
        others = {
            words[language]
            for other in SERVICES
            if other is not service
            for words in (other.name, other.plain_name)
        }
        assert [other for other in others if other in said] == []
        if service.icon != "other":
            assert [word for word in ANYTHING if word in said] == []
