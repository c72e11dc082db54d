"""What runs back in time: the edges that the first page of this list drew, tried on its papers."""

import yaml
from support.toy import reading

# As that page had them, each paper before the one that was said to rest on it.
DRAWN = [
    ("backprop", "resnet"), ("resnet", "attention"), ("adam", "adamw"), ("adamw", "attention"),
    ("gelu", "attention"), ("layernorm", "attention"), ("attention", "multi-query-attention"),
    ("multi-query-attention", "gpt1"), ("gpt1", "instructgpt"), ("rlhf-preferences", "instructgpt"),
]  # fmt: skip
PAPERS = {
    "backprop": (1986, None), "resnet": (2015, "1512.03385"), "layernorm": (2016, "1607.06450"),
    "gelu": (2016, "1606.08415"), "adam": (2014, "1412.6980"), "adamw": (2017, "1711.05101"),
    "attention": (2017, "1706.03762"), "gpt1": (2018, None),
    "multi-query-attention": (2019, "1911.02150"), "rlhf-preferences": (2017, "1706.03741"),
    "instructgpt": (2022, "2203.02155"),
}  # fmt: skip


def entry(paper: str) -> dict[str, object]:
    year, arxiv = PAPERS[paper]
    needs = [before for before, after in DRAWN if after == paper]
    entry = {"id": paper, "title": paper, "section": "all", "year": year, "needs": needs}
    return {**entry, "status": "planned", **({"arxiv": arxiv} if arxiv else {})}


def test_of_ten_edges_just_the_two_that_run_backwards_are_named() -> None:
    sections = [{"id": "all", "title": "All"}]
    found = reading(yaml.dump({"sections": sections, "papers": [entry(p) for p in PAPERS]}))
    told = [p.message for p in found.problems if p.rule == "back-in-time"]
    assert found.catalogue
    assert [message.split(", ")[0] for message in sorted(told)] == [
        "'attention' (2017-06) needs 'adamw'",
        "'gpt1' (2018) needs 'multi-query-attention'",
    ]
    assert "(2017-11)" in min(told)
    assert "(2019-11)" in max(told)
