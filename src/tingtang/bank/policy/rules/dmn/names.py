"""What a DMN file calls things."""

DMN_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/"

#: Elements of these are read: what a decision table consists of is the same in all of them.
MODELS = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",  # 1.1
        "http://www.omg.org/spec/DMN/20180521/MODEL/",  # 1.2
        DMN_13,
        "https://www.omg.org/spec/DMN/20211108/MODEL/",  # 1.4
        "https://www.omg.org/spec/DMN/20230324/MODEL/",  # 1.5
    }
)

LANGUAGES = ("zh-Hans", "zh-Hant", "en")

#: Rule annotations: DMN's own place for what a rule says beside its tests and its outputs.
WHY = {language: f"why.{language}" for language in LANGUAGES}
LOCKED = "locked"
MAY = "may"  # a JSON list of lists of codes, which is FEEL's as well; nothing where none
ANNOTATIONS = (*WHY.values(), LOCKED, MAY)
