"""XML as files hold it; lxml escapes, and what XML cannot hold is left out."""

import re

from lxml import etree

# The second block of control characters is allowed, and programs take it for Windows-1252.
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""Return a text without the control characters that XML must or should not contain.

    >>> xml_text("a\x0cb & <c>")
    'ab & <c>'
    """
    return _NOT_XML.sub("", text)


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """Append an element to another one, in the same namespace, and return it.

    Args:
        parent: Where it goes.
        name: Its local name.
        text: Any text; it is escaped when the document is written.
        attributes: Its attributes, any texts.
    """
    space = etree.QName(parent).namespace
    clean = {key: xml_text(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, etree.QName(space, name), clean)
    if text:
        element.text = xml_text(text)
    return element


def document(root: etree._Element) -> str:
    """Return an element as a whole document, an element a line."""
    etree.indent(root, space="")
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
