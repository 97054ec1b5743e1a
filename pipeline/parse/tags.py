"""What each HTML tag is to the walk over a page."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """How the walk treats an element."""

    INLINE = 0
    CONTAINER = 1  # ends the running paragraph before and after itself
    HEADING = 2
    ITEM = 3
    LIST = 4
    TABLE = 5
    ROW = 6
    TERM = 7  # dt
    DESCRIPTION = 8  # dd
    CAPTION = 9
    LINK = 10
    BOLD = 11
    BREAK = 12
    SKIP = 13  # never visible as text
    FIELD = 14  # a form field without text of its own
    SELECT = 15
    BUTTON = 16  # button, label, legend, summary: a block of its own unless it stands in a sentence
    PRE = 17
    DEFINITIONS = 18  # dl


_BY_ROLE: dict[Role, str] = {
    Role.CONTAINER: (
        "html body div section article main nav header footer aside p blockquote center address form fieldset details "
        "figure hgroup search dialog tbody thead tfoot td th hr optgroup frameset noframes menuitem picture noscript"
    ),
    Role.HEADING: "h1 h2 h3 h4 h5 h6",
    Role.ITEM: "li",
    Role.LIST: "ul ol menu dir",
    Role.DEFINITIONS: "dl",
    Role.TABLE: "table",
    Role.ROW: "tr",
    Role.TERM: "dt",
    Role.DESCRIPTION: "dd",
    Role.CAPTION: "figcaption caption",
    Role.LINK: "a",
    Role.BOLD: "b strong",
    Role.BREAK: "br",
    Role.SKIP: (
        "head script style template svg iframe object embed applet canvas video audio map datalist title meta "
        "link base param source track area colgroup col img textarea progress meter rp rt slot-template"
    ),
    Role.FIELD: "input",
    Role.SELECT: "select",
    Role.BUTTON: "button label legend summary",
    Role.PRE: "pre listing xmp plaintext",
}

ROLES: dict[str, Role] = {tag: role for role, tags in _BY_ROLE.items() for tag in tags.split()}
# Roles as plain numbers, for the walk compares them thousands of times a page.
CODES: dict[str, int] = {tag: int(role) for tag, role in ROLES.items()}
# Taken out of the tree before the walk: frames and text areas tell something of the table they stand in.
DROPPED: tuple[str, ...] = tuple(tag for tag in _BY_ROLE[Role.SKIP].split() if tag not in ("iframe", "textarea"))


def role_of(tag: str) -> Role:
    """The role of a tag that ``ROLES`` does not name: custom elements hold blocks, the rest is inline."""
    return Role.CONTAINER if "-" in tag else Role.INLINE
