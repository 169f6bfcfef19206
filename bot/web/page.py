"""A card as a web page: plain HTML that reads well on a phone, in a screen reader, and without any script. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby

from bot.languages import Texts, isolate, texts
from bot.messages import Block, Line, Note, Quote, Reply, Row, Span, Spans

_TAGS = {"plain": "", "bold": "strong", "italic": "em", "code": "code"}

ROOM = 300
"""Signs of a card that a preview of a link shows: more is cut off by all who show one."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page: a card as it was issued, whether it still holds, and the same page in other languages.

    `holds` says it in a word or two, `verdict` at length. `address` is the page's own, nothing where it is not known
    from outside; `picture` is where the card's is, `preview` where that is which a preview of a link shows: the card's,
    or of one that does not hold any more what became of its figures. `others` are languages with their pages.
    """

    title: str
    cards: tuple[Reply, ...]
    verdict: Reply
    holds: tuple[str, ...] = ()
    still: bool = True
    address: str = ""
    base: str = ""
    picture: str = ""
    preview: str = ""
    others: tuple[tuple[str, str], ...] = ()


def html(page: Page, t: Texts) -> str:
    """Give the page as a document. Texts of sources are text, whatever they hold; links are http(s) or none."""
    shown = page.cards[0].title if page.cards else page.title
    main = [_banner(page, t), *(_card(card, page, t) for card in page.cards), _verdict(page, t)]
    return document(shown, "\n".join(each for each in main if each), t, _shared(page, shown), _languages(page))


def document(title: str, main: str, t: Texts, shared: str = "", languages: str = "") -> str:
    """Give a whole document around what stands in its middle; both are HTML already but for the title."""
    return _whole(f"""\
<!doctype html>
<html lang="{escape(t.language)}" dir="{"rtl" if t.rtl else "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{shared}<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/atom+xml" href="/feed.atom" title="{escape(t("web-feed-title"))}">
</head>
<body>
<main>
{main}
</main>
<nav><a href="/?lang={escape(t.language)}">{escape(t("web-home"))}</a> {languages}</nav>
</body>
</html>
""")


def _whole(document: str) -> str:
    """Give what UTF-8 can hold of a document: half a character becomes a mark."""
    return document.encode("utf-8", "replace").decode()


def home(t: Texts, others: tuple[tuple[str, str], ...]) -> str:
    """Give the page that says what this is, with a form for a card's code."""
    main = f"""\
<h1>{escape(t("web-title"))}</h1>
<p>{escape(t("web-what"))}</p>
<form action="/card" method="get">
<label for="code">{escape(t("web-ask"))}</label>
<input type="hidden" name="lang" value="{escape(t.language)}">
<p><input id="code" name="code" maxlength="12" size="10" dir="ltr" autocapitalize="characters" autocomplete="off"
spellcheck="false" required> <button>{escape(t("web-check"))}</button></p>
</form>
<ul>
<li><a href="/feed.atom?lang={escape(t.language)}">{escape(t("web-feed"))}</a></li>
<li><a href="/export.json">{escape(t("web-export"))}</a></li>
</ul>"""
    return document(t("web-title"), main, t, languages=_links(others))


def paragraphs(title: str, *said: str) -> str:
    """Give a title and what is said below it."""
    return "\n".join([f"<h1>{escape(title)}</h1>", *(f"<p>{escape(each)}</p>" for each in said)])


def gist(reply: Reply) -> str:
    """Give a card in one sentence, for whoever previews a link to it."""
    rows = [f"{block.label} {block.value}" for block in reply.blocks if isinstance(block, Row)]
    words = ["".join(span.text for span in block.text) for block in reply.blocks if isinstance(block, Line)]
    return " · ".join((rows or words)[:5])[:ROOM]


def _shared(page: Page, title: str) -> str:
    """Give what a network reads to show a link (ogp.me); it takes whole addresses only, so without ours there is less.

    A card that does not hold any more says so there too, before its figures, and shows no picture of them.
    """
    card = page.cards[0] if page.cards else page.verdict
    said = " · ".join([*([] if page.still else page.holds), gist(card)])
    told = {"og:type": "article", "og:site_name": "Division Bell", "og:title": title, "og:description": said[:ROOM]}
    if page.address:
        told["og:url"] = page.address
    picture = card.picture if page.still else page.verdict.picture
    if page.preview and page.base and picture is not None:
        told |= {"og:image": f"{page.base}{page.preview}", "og:image:alt": picture.alt}
        told["twitter:card"] = "summary_large_image"
    return "".join(f'<meta property="{name}" content="{escape(text)}">\n' for name, text in told.items() if text)


def _card(card: Reply, page: Page, t: Texts) -> str:
    picture = ""
    if page.picture and card.picture is not None and card is page.cards[0]:
        picture = f'<img src="{escape(page.picture)}" alt="{escape(card.picture.alt)}" width="1080">\n'
    blocks = "\n".join(_grouped(card.blocks, t))
    footer = "\n".join(f"<p>{_spans(note.text)}</p>" for note in card.footer)
    return f"<article>\n<h1>{escape(card.title)}</h1>\n{picture}{blocks}\n<footer>\n{footer}\n</footer>\n</article>"


def _banner(page: Page, t: Texts) -> str:
    """Give, before anything else, whether what follows still holds."""
    if not page.holds:
        return ""
    said = " · ".join(f"<strong>{escape(each)}</strong>" for each in page.holds)
    kind = "still" if page.still else "not"
    more = "" if page.still else f' <a href="#verdict">{escape(t("web-why"))}</a>'
    return f'<p class="banner {kind}">{escape(page.verdict.title)}: {said}.{more}</p>'


def _verdict(page: Page, t: Texts) -> str:
    """Give how each figure stands; of a card that holds as a whole, only when it was issued."""
    reply = page.verdict
    told = tuple(each for each in reply.blocks if not (page.still and isinstance(each, Row)))
    blocks = "\n".join(_grouped(told, t))
    return f'<section id="verdict">\n<h2>{escape(reply.title)}</h2>\n{blocks}\n</section>'


def _grouped(blocks: tuple[Block, ...], t: Texts) -> list[str]:
    """Give the blocks; rows that follow one another are one list of terms and figures."""
    out: list[str] = []
    for rows, found in groupby(blocks, lambda each: isinstance(each, Row)):
        told = [_block(each, t) for each in found]
        out += [f"<dl>{''.join(told)}</dl>"] if rows else told
    return out


def _block(block: Block, t: Texts) -> str:
    match block:
        case Line(text):
            return f"<p{_direction(text, t)}>{_spans(text)}</p>"
        case Note(text):
            return f'<p class="note"{_direction(text, t)}>{_spans(text)}</p>'
        case Row(label, value, note):
            said = f'<dd class="note">{escape(isolate(note))}</dd>' if note else ""
            return f"<div><dt>{escape(isolate(label))}</dt><dd><strong>{escape(value)}</strong></dd>{said}</div>"
        case Quote(text, attribution):
            said = f"<figcaption>{escape(attribution)}</figcaption>" if attribution else ""
            return f'<figure><blockquote dir="auto"><p>{escape(text)}</p></blockquote>{said}</figure>'


def _direction(text: Spans, t: Texts) -> str:
    """Give the direction of a line that has nothing of a language that runs the other way, such as a source's note."""
    said = "".join(span.text for span in text)
    other = t.rtl and any(sign.isalpha() for sign in said) and isolate(said) == said
    return ' dir="ltr"' if other else ""


def _spans(spans: Spans) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    words = escape(span.text).replace("\n", "<br>")
    if span.link and span.link.startswith(("https://", "http://")):
        words = f'<a href="{escape(span.link)}" rel="nofollow noopener noreferrer">{words}</a>'
    tag = _TAGS[span.style]
    return f"<{tag}>{words}</{tag}>" if tag else words


def _languages(page: Page) -> str:
    return _links(page.others)


def _links(others: tuple[tuple[str, str], ...]) -> str:
    """Give a link to each other language, by the name it has in itself."""
    named = ((code, link, texts(code).language_name(code)) for code, link in others)
    return " ".join(
        f'<a href="{escape(link)}" lang="{escape(code)}" hreflang="{escape(code)}">{escape(name)}</a>'
        for code, link, name in named
    )


STYLE = """\
:root { color-scheme: light dark; --ink: #14181f; --muted: #4f5865; --rule: #d5dae1;
  --ground: #ffffff; --alarm: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f4f6f8; --muted: #b9c1cc; --rule: #3a404a; --ground: #1a1d23; --alarm: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 40rem; padding: 1rem; color: var(--ink); background: var(--ground);
  font: 1.0625rem/1.5 "Noto Sans", system-ui, sans-serif; overflow-wrap: anywhere; }
:lang(ur) { font-family: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Noto Sans Arabic", system-ui, sans-serif;
  line-height: 2.1; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
:lang(ur) h1 { line-height: 1.9; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
img { display: block; width: 100%; height: auto; border-radius: .5rem; margin: 0 0 1rem; }
dl { margin: 0 0 1rem; }
dl div { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .4rem 0; border-bottom: 1px solid var(--rule); }
dt { flex: 1 1 0; min-width: 0; }
dd { margin: 0; max-width: 70%; text-align: end; }
dd.note { flex: 0 0 100%; max-width: 100%; text-align: start; }
.note, footer, figcaption { color: var(--muted); font-size: .9375rem; }
blockquote { margin: 0; padding-inline-start: .9rem; border-inline-start: .3rem solid var(--rule); font-size: 1.25rem; }
figure { margin: 0 0 1rem; }
a { color: inherit; }
:focus-visible { outline: .2rem solid currentcolor; outline-offset: .15rem; }
.banner { margin: 0 0 1rem; padding: .6rem .9rem; border-inline-start: .35rem solid var(--rule); color: var(--muted); }
.banner.not { border-color: var(--alarm); color: var(--ink); }
#verdict { margin-top: 1.5rem; padding: 1rem; border: 2px solid var(--rule); border-radius: .5rem; }
input, button { font: inherit; color: inherit; background: var(--ground); border: 2px solid var(--muted);
  border-radius: .35rem; padding: .4rem .7rem; }
nav { margin-top: 1.5rem; display: flex; flex-wrap: wrap; gap: 1rem; }
"""
"""The one stylesheet: two themes by the reader's choice, nothing that needs a script or another server.

No font comes along: every phone has one for Urdu, and ours would weigh more than all else together."""
