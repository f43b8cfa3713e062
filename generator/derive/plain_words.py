"""Words that argue nothing for the kinship of two papers, since any abstract may dwell on them.

They count when closeness is computed, where their weight is small; a reader who asks why two papers
are close is not told them.
"""

from collections.abc import Sequence

from generator.vocabulary import normalise, stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(normalise(word)) for word in words.split())


_LINKING = _stems("""
    again also another between both consistently demonstrate each even hence however instead
    less more moreover much often rather several show shown significantly still such therefore
    through thus under upon various via whether while within without yet
""")
"""Say nothing beside another word either."""

_PLAIN = _LINKING | _stems("""
    ability able accuracy achieve achieves algorithm alone amount approach architecture average
    base baseline benchmark best better beyond big broad capability case challenge challenging
    change common comparable complex conduct consider critical current data dataset deep demand
    depend design different difficult direct diverse effective efficiency efficient enable error
    evaluate evaluation example existing experiment experimental extensive external fail few
    first five focus follow following form four framework full further gain general given good
    great hard high higher identify important improve improvement input issue joint jointly key
    kind known lack large larger lead learn learned learning less level limit limited long loss
    low lower main make many method need network neural new nine novel number objective obtain
    one open order other outperform output over paper parameter part perform performance point
    potential previous prior problem process propose provide quality question range rate real
    recent reduce remain report require result role sample second set seven short significant
    simple simpler single six small solution solve stage standard state-of-the-art step strong
    stronger study success successful suffer suggest superior support surpass system task
    technique ten term test theoretical third three time towards train training true two type
    understand unified up use used variety way weak whole wide work
""")
"""Say nothing by themselves."""


def argues(stems: Sequence[str]) -> bool:
    """Whether a word, or a pair of words, says something of what two papers share.

    >>> argues(["robot"]), argues(["larg"]), argues(["larg", "languag"]), argues(["robot", "show"])
    (True, False, True, False)
    """
    return _LINKING.isdisjoint(stems) and not _PLAIN.issuperset(stems)
