"""Formatted text, and the pieces that need no server."""

import pytest
from pictures import jpeg_header, png

from playground.entities import formatted, found
from playground.images import dimensions, without_exif


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("🎲 <b>重要</b>", "🎲 重要", [{"type": "bold", "offset": 3, "length": 2}]),
        ("  <i>a</i> &lt;b&gt; ", "a <b>", [{"type": "italic", "offset": 0, "length": 1}]),
        (
            '<a href="https://example.org/">页</a>',
            "页",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/"}],
        ),
        (
            "<b>粗<i>斜</i></b>",
            "粗斜",
            [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
        ),
        ("<code>/draw</code>", "/draw", [{"type": "code", "offset": 0, "length": 5}]),
    ],
)
def test_html_becomes_text_and_entities(markup, text, entities):
    assert formatted(markup, "HTML", None) == (text, entities)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("/draw@draw_bot 5", [("bot_command", "/draw@draw_bot")]),
        ("见 /help 或 @draw_bot", [("bot_command", "/help"), ("mention", "@draw_bot")]),
        ("https://example.org/draw，谢谢", [("url", "https://example.org/draw")]),
        ("1/2 a/b x@y.org", []),
    ],
)
def test_commands_mentions_and_addresses_are_found(text, pieces):
    entities = found(text)
    assert [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in entities] == pieces


def test_given_entities_move_with_the_stripped_text():
    given = [{"type": "bold", "offset": 2, "length": 3}, {"type": "bold", "offset": 9, "length": 1}]
    assert formatted("  abc  ", None, given) == ("abc", [{"type": "bold", "offset": 0, "length": 3}])


@pytest.mark.parametrize(
    ("picture", "size"), [(png(5, 7), (5, 7)), (jpeg_header(), (640, 480)), (b"GIF89a", None), (b"", None)]
)
def test_picture_size_is_read(picture, size):
    assert dimensions(picture) == size


def test_exif_goes_and_everything_else_stays():
    assert without_exif(jpeg_header(exif=b"Exif\0\0GPS")) == jpeg_header()
    assert without_exif(png()) == png()
