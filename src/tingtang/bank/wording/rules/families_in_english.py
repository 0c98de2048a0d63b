"""Promises in English that no stem holds, as patterns over folded text: letters without blanks.

Words that may stand between are listed, so that “we will not cover any loss” is no member.

Reference
---------
DOMAIN.md §9 and §15.
"""

from typing import Final

_SAFE = "(?:protected|safe|secured?|guaranteed|untouched|insured)"
_FULLY = "(?:always|fully|completely|totally|entirely|wholly|absolutely|perfectly|100)"
_MONEY = "(?:money|principal|capital|investment|savings|stake)"
_GET = "(?:get|have|receive)"
_ALL = "(?:all|every|each|full|whole|of|back|the|your)"
_AT_ANY_RATE = "(?:always|forsure|nomatterwhat|whateverhappens|guaranteed)"
_MAKE_GOOD = "(?:makegood|makeup|cover|reimburse|refund|payback|compensate|absorb|bear)"
_LOSS = "(?:loss|shortfall|whatyoulose|whateveryoulose|fallinvalue)"
_SPAN = (
    "(?:a|an|one|two|three|four|five|ten|the|just|only|few|next|[0-9]+){0,3}(?:year|month|week|day)"
)
_FIRM = "(?:rocksolid|ironclad|bulletproof|foolproof|failsafe|castiron|watertight|worryfree)"
_GAINS = "(?:return|profit|income|gain|payout|investment|product|fund)s?"
_DOWN = (
    "(?:(?:go|goes|gone|went|going)down|falls?|fell|fallen|drop(?:s|ped)?|declined?s?|(?:had|made)aloss"
    "|defaulted|(?:lost|lose|loses|losing)(?:money|value|any|a|us|anyone|its)?)"
)
_TIMES = "(?:doubl|tripl|trebl)(?:e|es|ed|ing)"

#: By the code that refuses them.
FAMILIES_IN_ENGLISH: Final = {
    "promises_principal": (
        f"(?:principal|capital|investment)(?:is|are|willbe|stays|remains)?{_FULLY}{{0,2}}{_SAFE}",
        f"money(?:is|willbe|stays|remains){_FULLY}{{1,2}}{_SAFE}",
        f"(?:always|surely|certainly|definitely|sureto|boundto)(?:{_GET}|see){_ALL}{{0,4}}{_MONEY}",
        f"{_GET}{_ALL}{{1,4}}(?:{_MONEY}|penny|cent)(?:infull)?back{_AT_ANY_RATE}",
        f"(?:will|ll){_GET}(?:all|every|each){_ALL}{{0,3}}(?:money|penny|cent)(?:infull)?back",
        f"(?:will|ll){_GET}{_ALL}{{0,3}}(?:principal|capital|investment)back",
        f"{_GET}backevery(?:penny|cent)|asgoodasadeposit|(?:same|safe)asa(?:savings|bank)account",
    ),
    "promises_return": (
        (
            f"(?:we|i|bank|branch)(?:ll|will|shall|would|can)?(?:always|fully|personally|gladly)?{_MAKE_GOOD}"
            f"(?:you|for|any|all|your|the|every|of|investment){{0,5}}{_LOSS}"
        ),
        "(?:we|bank)(?:ll|will|shall)makeyouwhole",
        f"never(?:once|yet|ever)?{_DOWN}|(?:only|always)(?:ever)?(?:goes|go|going|gone|went)up",
        "alwaysmakes?(?:money|aprofit)",
        (
            "(?<!risk)(?<!riskis)(?<!risksare)(?<!risky)(?:better|more|higher)than"
            "(?:a|an|any|the|your|our|bank|savings|fixed|term|time|ordinary){0,3}"
            "(?:deposits?|savings)(?:account|rate)?s?"
        ),
        f"{_TIMES}(?:itself|up|invalue)?(?:in|within|every|over|after){_SPAN}",
        f"{_TIMES}(?:your|the|its|my){_MONEY}",
        f"{_FIRM}(?:and[a-z]{{1,8}})?{_GAINS}|{_GAINS}(?:is|are){_FIRM}",
    ),
    "promises_no_risk": (
        (
            "no(?:chance|possibility|danger|fear|prospect|wayof|wayto|wayyou)(?:atall)?"
            f"(?:of|that|to|you|it|can|could|will|ll|your|the|any|ever){{0,4}}(?:los(?:e|ing|s)|{_DOWN}|default)"
        ),
        "(?:buy|invest)(?:it|this|in|init)?withyoureyes(?:closed|shut)",
        "noloss(?:es)?(?!of)|nodownside|nothingtolose|zeroloss(?:es)?|impossibletolose|riskis(?:zero|nil|none)|isntanyrisk",
    ),
}
