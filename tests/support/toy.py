"""The catalogue that tests start from: invented papers on bread, with every field of the format.

A test changes it in one respect, with `changed`, and says what follows from that.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from reading_graph.catalogue import Reading, read
from reading_graph.problems import Problem, Severity

TOY = r"""# A comment first: the list begins in line 3.

title: Reading about Bread
summary: |
  How a loaf comes about, from *flour* to crust. Begin with [[gluten]].
routes:
  - title: To the first loaf
    to: [loaf]
    summary: For one evening.
  - title: Everything sour
    to: [sour, rye]

sections:
  - id: dough
    title: Dough
    summary: Flour, water and **time**.
  - id: leaven
    title: Leaven
  - id: oven
    title: Oven & Crust

papers:
  - id: gluten
    title: What Kneading Does to a Dough
    short: Gluten
    section: dough
    authors: [Ada Krume, Jonas Müller]
    year: 1951
    venue: Annals of Baking 3
    doi: 10.5555/bread.1951
    url: https://example.org/gluten.pdf
    links:
      - title: slides
        url: https://example.org/slides?page=1&size=2#top
      - {title: a film, url: "http://example.org/film"}
    tldr: Kneading lines up strands that were there all along.
    notes: |
      A dough stretches as $F = k \cdot x^2$, and it was shown with a *spring* of
      ~~steel~~ brass:

      $$W = \int_0^L F \, dx$$

      | flour | protein |
      |-------|--------:|
      | wheat |    12 % |
      | rye   |     9 % |

      ```python
      while dough.tears("window"):
          knead(dough)  # <ten> & more
      ```

      See [[loaf]], [the leaven](#sour) and <https://example.org/kneading>.
    minutes: 30
    status: read
    tags: [flour, hand-work]
    added: 2024-02-29
    aliases: [kneading, old-gluten]

  - id: yeast
    title: "Yeast: A Small Fungus & Its Large Bubbles"
    short: Yeast
    section: leaven
    authors:
      - Berta Gär
    year: 1962
    arxiv: "9901.00001v2"
    notes: It breathes out what the dough keeps in.
    minutes: 45
    tags: [microbes]
    added: 2024-03-01

  - id: sour
    title: Sourdough, or Why Nobody Is Ever Alone
    section: leaven
    authors: [Berta Gär]
    year: 1970
    arxiv: "bread/9901001"
    notes: "Two live on one flour: one eats what the other leaves."
    needs:
      - paper: yeast
        why: "Bacteria are told here by what yeast does not do: make acid."
    background: [gluten]

  - id: proof
    title: Proofing at Low Temperatures
    short: Proof
    section: dough
    authors: [Ada Krume]
    year: 1975
    doi: 10.5555/proof
    tldr: A cold night does what a warm hour does, and better.
    notes: |
      > Sleep on it.
    needs:
      - gluten
      - paper: yeast

  - id: steam
    title: Steam in the First Ten Minutes
    section: oven
    authors: [O. Fen]
    year: 1980
    url: https://example.org/steam
    notes: It keeps the crust soft while the loaf still grows.

  - id: loaf
    title: "A Loaf of Bread, <b>Baked</b> as \"Theory\" Says"
    short: Loaf
    section: oven
    authors: [Ada Krume, Berta Gär, O. Fen]
    year: 1988
    url: https://example.org/loaf
    notes: All of it, in one oven.
    needs:
      - {paper: proof, why: "Its dough is the one that goes into the oven here."}
      - {paper: gluten, why: Its window test says when to stop.}
      - steam
    background:
      - paper: sour
        why: The second loaf is a sour one.

  - id: rye
    title: Rye Has No Gluten Worth the Name
    section: leaven
    needs: [sour]
    status: planned
"""


def changed(old: str, new: str, text: str = TOY) -> str:
    """The toy catalogue with one passage replaced, which must stand in it exactly once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the catalogue"
    return text.replace(old, new)


def errors(found: Reading) -> list[Problem]:
    """What keeps a file from being a catalogue."""
    return [problem for problem in found.problems if problem.severity is Severity.ERROR]


def reading(text: str | bytes) -> Reading:
    """What comes of reading a file that holds this."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "papers.yaml")
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read(path)
