"""Header files for the hosts that read them: what browsers may do with the site, and keep of it.

Pure: takes what was read of the built site, returns texts. One table of rules is written in the
form of each host, so that a site is as strict on one as on the other.

The engine's theme puts a few small scripts into every page. The content policy names each by its
hash, so no other script inside a page runs, should one ever get past the escaping.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from generator.site.verify import BuiltSite

_NOTE = "# Written by the generator with the site: edit generator/site/headers.py instead.\n"
_KEEP = "public, max-age=31536000, immutable"
_CHECK = "no-cache"  # keep it, but ask each time whether it is still the same
_KEPT = r"\.[0-9a-f]{8}\.min\.(?:css|js)$"
"""Files whose names change with their content, so that a browser may keep them for good."""

_TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "sqlite": "application/vnd.sqlite3",
}
"""Types of files that many hosts do not know; under `nosniff` a wrong one would bind."""

_POLICY_HEADER = "Content-Security-Policy"
_POLICY = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "img-src": ["'self'", "data:"],  # the theme draws its icons from data: addresses
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
}

_HEADER_ONLY = "frame-ancestors"
_CHARSET = '<meta charset="utf-8">'  # what comes before it in the head is nothing

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_OPEN_DATA = {"Access-Control-Allow-Origin": "*"}  # so that pages elsewhere can read the list


@dataclass(frozen=True)
class Headers:
    """What a host should send with the files of one site.

    Attributes:
        policy: The value of ``Content-Security-Policy``.
        kept: Paths of the files that never change under their name.
        types: Media types by file ending, of those endings that the site has.
        base_path: Path under which the site is served, e.g. ``/autodidact/``.
    """

    policy: str
    kept: Collection[str] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    base_path: str = "/"

    @property
    def everywhere(self) -> Mapping[str, str]:
        """What goes with every file."""
        return {_POLICY_HEADER: self.policy, **_EVERYWHERE}


def content_policy(inline: Iterable[tuple[str, str]]) -> str:
    """Return the value of ``Content-Security-Policy``.

    Args:
        inline: Element (``script`` or ``style``) and text of what stands inside the pages.

    >>> content_policy([("script", "start()")]).split("; ")[6]
    "script-src 'self' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='"
    """
    policy = {name: list(sources) for name, sources in _POLICY.items()}
    for element, text in sorted(inline):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        policy[f"{element}-src"].append(f"'sha256-{digest}'")
    return "; ".join(" ".join([name, *sources]) for name, sources in policy.items())


def sealed(html: str, policy: str) -> str:
    r"""Return a page that carries the content policy itself, for hosts that send no headers.

    Args:
        html: The page.
        policy: See :func:`content_policy`. What only a header can say is left out.

    >>> sealed('<meta charset="utf-8">', "img-src 'self'; frame-ancestors 'none'")
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="img-src \'self\'">'
    """
    rules = "; ".join(rule for rule in policy.split("; ") if not rule.startswith(_HEADER_ONLY))
    meta = f'<meta http-equiv="{_POLICY_HEADER}" content="{rules}">'
    return html.replace(_CHARSET, _CHARSET + meta, 1)


def headers_for(site: BuiltSite) -> Headers:
    """Return what a host should send with the files of a built site."""
    endings = {path.rpartition(".")[2] for path in site.paths}
    return Headers(
        policy=content_policy(site.inline),
        kept=sorted(path for path in site.paths if re.search(_KEPT, path)),
        types={ending: kind for ending, kind in _TYPES.items() if ending in endings},
        base_path=site.base_path,
    )


def header_files(headers: Headers) -> dict[str, str]:
    """Return the text of each host's header file by its path below the site's root."""
    return {name: _NOTE + write(headers) for name, write in HOSTS.items()}


def _for_netlify_and_cloudflare(headers: Headers) -> str:
    """Both join the values of a header that two rules set, so no two rules may set the same one."""
    rules: list[tuple[str, Mapping[str, str]]] = [("/*", headers.everywhere)]
    rules += [(f"/{path}", {"Cache-Control": _KEEP}) for path in headers.kept]
    rules += [(f"/*.{ending}", {"Content-Type": kind}) for ending, kind in headers.types.items()]
    rules.append(("/data/*", _OPEN_DATA))
    lines = []
    for pattern, sent in rules:
        lines += [pattern, *(f"  {name}: {value}" for name, value in sent.items())]
    return "\n".join(lines) + "\n"


def _for_apache(headers: Headers) -> str:
    base = headers.base_path
    lines = ["DirectoryIndex index.html", f"ErrorDocument 404 {base}404.html"]
    lines += [f'AddType "{kind}" .{ending}' for ending, kind in headers.types.items()]
    lines += [f"AddCharset utf-8 .{ending}" for ending in ("html", "css", "js")]
    lines.append("<IfModule mod_headers.c>")
    lines += [f'  Header always set {name} "{value}"' for name, value in headers.everywhere.items()]
    lines.append(f'  Header set Cache-Control "{_CHECK}"')
    lines.append(
        f'  <FilesMatch "{_KEPT}">\n    Header set Cache-Control "{_KEEP}"\n  </FilesMatch>'
    )
    lines.append(f'  <If "%{{REQUEST_URI}} =~ m#^{re.escape(base)}data/#">')
    lines += [f'    Header set {name} "{value}"' for name, value in _OPEN_DATA.items()]
    lines += ["  </If>", "</IfModule>"]
    return "\n".join(lines) + "\n"


def _for_nginx(headers: Headers) -> str:
    """For a `server` block; each `location` repeats all headers, since one added drops the rest."""
    base = headers.base_path
    plain = {ending: kind.partition(";") for ending, kind in headers.types.items()}
    texts = [kind for kind, parameter, _ in plain.values() if parameter]
    lines = ["index index.html;", f"error_page 404 {base}404.html;", "include mime.types;"]
    lines += [f"types {{ {kind} {ending}; }}" for ending, (kind, _, _) in plain.items()]
    kinds = " ".join(["text/css", "text/javascript", "application/javascript", *texts])
    lines += ["charset utf-8;", f"charset_types {kinds};"]
    lines.append(f'set $ad_policy "{headers.policy}";')
    everywhere = {_POLICY_HEADER: "$ad_policy", **_EVERYWHERE}
    places = [
        (f"^~ {base}data/", {**_OPEN_DATA, "Cache-Control": _CHECK}),
        (f'~ "{_KEPT}"', {"Cache-Control": _KEEP}),
        (base, {"Cache-Control": _CHECK}),
    ]
    for place, sent in places:
        lines.append(f"location {place} {{")
        always = {**everywhere, **sent}
        lines += [f'  add_header {name} "{value}" always;' for name, value in always.items()]
        lines.append("}")
    return "\n".join(lines) + "\n"


HOSTS: Mapping[str, Callable[[Headers], str]] = {
    "_headers": _for_netlify_and_cloudflare,
    ".htaccess": _for_apache,
    ".nginx.conf": _for_nginx,
}
"""Every host that we write for: the name of its file, and what writes it."""
