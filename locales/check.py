"""`python -m locales.check` says what is wrong with the catalogues, a line per problem, else nothing."""

import string
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from locales import LANGUAGES

_SHOUTED = frozenset("!！")
_QUIET_LANGUAGE = "zh_CN"
_MSGID = b'msgid "'

Catalogues = Mapping[str, bytes]
"""The bytes of each language's .po file, as `{"zh_CN": b"…", "en": b"…"}`."""


def problems(catalogues: Catalogues) -> list[str]:
    """Return a line per problem, such as `en: bind.question: no text`; nothing for catalogues in order."""
    read = {language: _read(language, raw) for language, raw in catalogues.items()}
    found = [line for language, raw in catalogues.items() for line in _repeated(language, raw)]
    found += [each for each in read.values() if isinstance(each, str)]
    whole = {language: each for language, each in read.items() if isinstance(each, Catalog)}
    for language, catalogue in whole.items():
        found += [line for message in _messages(catalogue) for line in _faults(language, message)]
    return found + list(_differences(whole))


def placeholders(text: str) -> set[str]:
    """Return the names between braces, "" for one without a name.

    Raises:
        ValueError: a brace stands alone.
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _read(language: str, raw: bytes) -> Catalog | str:
    try:
        return read_po(BytesIO(raw), locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        return f"{language}: cannot be read: {error}"


def _repeated(language: str, raw: bytes) -> Iterator[str]:
    """Babel keeps the last of several messages with one id, so the lines themselves are counted."""
    ids = Counter(line.strip() for line in raw.splitlines() if line.startswith(_MSGID))
    for line, count in ids.items():
        if count > 1:
            key = line.removeprefix(_MSGID).removesuffix(b'"').decode(errors="replace")
            yield f"{language}: {key or 'header'}: {count} times in the catalogue"


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _faults(language: str, message: Message) -> Iterator[str]:
    """Yield what is wrong with one text by itself."""
    where = f"{language}: {message.id}"
    text = str(message.string or "")
    if message.fuzzy:
        yield f"{where}: marked as fuzzy"
    if not text.strip():
        yield f"{where}: no text"
    if language == _QUIET_LANGUAGE and not _SHOUTED.isdisjoint(text):
        yield f"{where}: an exclamation mark"
    try:
        unnamed = [name for name in placeholders(text) if not name.isidentifier()]
    except ValueError as error:
        yield f"{where}: {error}"
    else:
        yield from (f"{where}: a placeholder without a plain name: {{{name}}}" for name in unnamed)


def _differences(catalogues: Mapping[str, Catalog]) -> Iterator[str]:
    """Yield the keys that a language lacks, and the placeholders that differ from the first language's."""
    texts = {
        language: {str(message.id): str(message.string or "") for message in _messages(catalogue)}
        for language, catalogue in catalogues.items()
    }
    first = next(iter(texts), "")
    for key in sorted({key for each in texts.values() for key in each}):
        lacking = [language for language, each in texts.items() if key not in each]
        yield from (f"{language}: {key}: no such key" for language in lacking)
        for language in [each for each in texts if each not in (first, *lacking)]:
            yield from _compared(key, language, texts[language][key], first, texts[first].get(key))


def _compared(key: str, language: str, text: str, first: str, model: str | None) -> Iterator[str]:
    """A text that is empty or cannot be parsed has been blamed already."""
    if not text or not model:
        return
    try:
        here, there = placeholders(text), placeholders(model)
    except ValueError:
        return
    if here != there:
        yield f"{language}: {key}: has {_listed(here)}, {first} has {_listed(there)}"


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no placeholder"


def main() -> int:
    """Return the exit status after printing every problem of the project's own catalogues."""
    folder = files(__package__)
    found = problems({language: folder.joinpath(f"{language}.po").read_bytes() for language in LANGUAGES})
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
