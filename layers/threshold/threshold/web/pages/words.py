"""The words a page begins with."""

from collections.abc import Mapping

from threshold.web.pages.texts import Texts

Extras = Mapping[str, object]


def words(key: str, texts: Texts) -> dict[str, object]:
    """Title, and where there is one, what leads in and why it is asked."""
    optional = {
        name: texts(f"{key}.{name}") if texts.has(f"{key}.{name}") else ""
        for name in ("lead", "why")
    }
    return {"title": texts(f"{key}.title"), "source": "", "note": "", **optional}
