"""Declarations: a signature becomes a schema, and what a platform would refuse is refused before anything starts."""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any

import pytest

from bot.commands import (
    COMMANDS,
    INTEGER,
    MANY,
    Command,
    Commands,
    Completer,
    Handler,
    Help,
    Option,
    Values,
    described,
    read,
)
from bot.errors import UnknownCommand
from bot.languages import texts
from bot.messages import Choice, Reply, Request


async def names(_services: Any, _typed: str, _language: str) -> list[Choice]:
    return []


class Size(enum.Enum):
    SHORT = "short"
    NOT_SO_SHORT = "not-so-short"


Many = enum.Enum("Many", {f"M{number}": f"m{number}" for number in range(MANY + 1)})  # type: ignore[misc]  # members are counted
Loud = enum.Enum("Loud", {"LOUD": "LOUD"})
Twin = enum.Enum("Twin", {"ONE": 1, "TEXT": "1"})
Wide = enum.Enum("Wide", {f"W{number}": f"{number:02d}" + "w" * 90 for number in range(MANY)})  # type: ignore[misc]  # as above


def declared(
    hint: Any, default: Any = ..., name: str = "seat", option: str = "name"
) -> Callable[..., Awaitable[Reply]]:
    """Give a handler whose one option has the hint."""
    return several({option: (hint, default)}, name)


def several(options: dict[str, tuple[Any, Any]], name: str = "seat") -> Callable[..., Awaitable[Reply]]:
    """Give a handler with options as a signature would hold them, `...` for no default."""
    space: dict[str, Any] = {f"_{option}": given for option, given in options.items()} | {"Reply": Reply}
    written = [
        f"{option}: _{option}[0]" + (f" = _{option}[1]" if options[option][1] is not ... else "") for option in options
    ]
    signature = ", ".join(["_request", "_services", *(["*", *written] if written else [])])
    exec(f"async def {name}({signature}) -> Reply:\n    'Show it.'\n    return Reply()", space)  # noqa: S102  # our own text
    made: Callable[..., Awaitable[Reply]] = space[name]
    return made


def text(**more: Any) -> Any:
    return Annotated[str, Help("Name", **more)]


def test_a_signature_becomes_a_schema() -> None:
    async def seat(
        _request: Any,
        _services: Any,
        *,
        name: Annotated[str, Help("Seat", complete=names, rest=True)],
        size: Annotated[Size, Help("Length")] = Size.SHORT,
        day: Annotated[date | None, Help("Day", aliases=("on",))] = None,
    ) -> Reply:
        """Show a seat.

        What else is said is for readers of the code.
        """
        return Reply(title=f"{name}{size}{day}")

    command = read(seat, ("/seat x",), aliases=("contest",), private=True, pure=True)
    complete: Completer = names
    assert command == Command(
        "seat",
        "Show a seat.",
        (
            Option("name", str, Help("Seat", complete=complete, rest=True), required=True),
            Option(
                "size",
                Size,
                Help("Length"),
                required=False,
                default=Size.SHORT,
                choices=(Choice("short", "short"), Choice("not-so-short", "not so short")),
                bare=False,
            ),
            Option("day", date, Help("Day", aliases=("on",)), required=False, bare=False),
        ),
        seat,
        ("/seat x",),
        ("contest",),
        private=True,
        pure=True,
    )


def test_an_option_is_found_by_its_name_only() -> None:
    command = read(declared(text(aliases=("seat",))))
    assert command.option("name").kind is str
    with pytest.raises(KeyError):
        command.option("seat")


@pytest.mark.parametrize("kind", [str, int, bool, date, Size, str | None, int | None])
def test_these_kinds_pass(kind: Any) -> None:
    assert read(declared(Annotated[kind, Help("Name")])).options[0].required


@pytest.mark.parametrize(
    ("hint", "says"),
    [
        (str, "write Annotated"),
        (Annotated[str, "a help"], "write Annotated"),
        (text() | None, "write Annotated"),
        (Annotated[float, Help("x")], "str, int, bool, date, Values or an enumeration"),
        (Annotated[str | int, Help("x")], "alone or with None"),
        (Annotated[list[str], Help("x")], "an option is str"),
        (Annotated[int, Help("x", rest=True)], "only text and values can take the rest"),
        (Annotated[Values, Help("x")], "rest=True"),
        (Annotated[str, Help("")], "has 0 characters; Discord takes 1 to 100"),
        (Annotated[str, Help("   ")], "Discord takes 1 to 100"),
        (Annotated[str, Help("x" * 101)], "has 101 characters; Discord takes 1 to 100"),
        (text(aliases=("page",)), "'page' belongs to every command"),
        (text(aliases=("No",)), r"'No' cannot be a name on every platform; \[a-z\]"),
        (text(aliases=("name",)), "two options share a name"),
        (Annotated[Many, Help("x")], "Discord takes 1 to 25 choices; complete the rest"),
        (Annotated[enum.Enum("None_", {}), Help("x")], "Discord takes 1 to 25 choices"),
        (Annotated[Loud, Help("x")], "write the choice 'LOUD' in small letters"),
        (Annotated[Twin, Help("x")], "two choices share a value"),
        (Annotated[Size, Help("x", complete=names)], "Discord completes no option that has choices"),
        (Annotated[bool, Help("x", complete=names)], "Discord completes no option that has choices"),
        (Annotated[int, Help("x", minimum=2, maximum=1)], "Discord takes a minimum up to the maximum"),
        (Annotated[int, Help("x", maximum=INTEGER + 1)], f"both within ±{INTEGER}"),
        (Annotated[int, Help("x", minimum=-INTEGER - 1)], f"both within ±{INTEGER}"),
    ],
)
def test_an_option_no_platform_takes_is_refused_with_what_would_pass(hint: Any, says: str) -> None:
    with pytest.raises((TypeError, ValueError), match=says) as caught:
        read(declared(hint))
    assert str(caught.value).startswith("/seat")


@pytest.mark.parametrize("name", ["Seat", "_seat", "sitz_für", "s" * 33])
def test_a_name_no_platform_takes_is_refused(name: str) -> None:
    for handler, aliases in ((several({}, name), ()), (several({}), (name,)), (declared(text(), option=name), ())):
        with pytest.raises(ValueError, match="cannot be a name on every platform"):
            read(handler, aliases=aliases)


@pytest.mark.parametrize("name", ["s" * 32, "a", "seat_2"])
def test_a_name_every_platform_takes_passes(name: str) -> None:
    assert read(several({}, name)).name == name


def test_what_stands_aside_of_a_form_may_be_left_out_and_has_no_field() -> None:
    with pytest.raises(TypeError, match="may be left out"):
        read(several({"a": (text(aside=True), ...)}))
    assert [option.name for option in read(several({"a": (text(), ...), "b": (text(aside=True), "")})).fields] == ["a"]


def test_an_option_may_not_be_called_page() -> None:
    with pytest.raises(ValueError, match="choose another name"):
        read(declared(text(), option="page"))


@pytest.mark.parametrize("summary", [None, "", "x" * 101, "\n"])
def test_a_command_needs_a_first_line_that_fits_a_menu(summary: str | None) -> None:
    handler = several({})
    handler.__doc__ = summary
    with pytest.raises(ValueError, match="the docstring's first line has"):
        read(handler)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"a": (text(), ""), "b": (text(), ...)}, "required options before the others"),
        ({"a": (text(raw=True), ...), "b": (text(), "")}, "the command's only option"),
        ({"a": (text(rest=True), ...), "b": (text(rest=True), "")}, "only one option can take the rest"),
        ({"a": (text(), ""), "b": (text(rest=True), "")}, "before the one that takes the rest must be required"),
        ({"a": (text(aliases=("c",)), ""), "b": (text(aliases=("c",)), "")}, "two options share a name"),
        ({f"o{number}": (text(), "") for number in range(MANY + 1)}, "at most 25 options"),
        ({f"o{number}": (Annotated[Wide, Help("x" * 90)], None) for number in range(2)}, "Discord takes 8000"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options: dict[str, tuple[Any, Any]], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read(several(options))


def test_the_largest_command_discord_takes_passes() -> None:
    assert len(read(several({f"o{number}": (text(), "") for number in range(MANY)})).options) == MANY


def test_options_after_the_one_that_takes_the_rest_are_given_by_name_only() -> None:
    command = read(several({"a": (text(), ...), "b": (text(rest=True), ...), "c": (text(), "")}))
    assert [option.bare for option in command.options] == [True, True, False]


def filled(*handlers: Callable[..., Awaitable[Reply]]) -> Commands:
    commands = Commands()
    for handler in handlers:
        commands.add()(handler)
    return commands


def test_a_command_answers_to_its_name_and_its_aliases_in_any_case() -> None:
    commands = Commands()
    commands.add(aliases=("contest", "constituency"))(several({}))
    assert commands["SEAT"] is commands["contest"] is commands["Constituency"]
    assert "seat" in commands
    assert "contest" in commands
    assert "senate" not in commands
    assert [command.name for command in commands] == ["seat"]


def test_the_decorator_gives_the_handler_back() -> None:
    handler = several({})
    assert Commands().add()(handler) is handler


@pytest.mark.parametrize(
    ("name", "aliases"),
    [("seat", ()), ("other", ("seat",)), ("contest", ()), ("other", ("contest",)), ("own", ("own",))],
)
def test_a_name_that_is_taken_is_refused(name: str, aliases: tuple[str, ...]) -> None:
    commands = Commands()
    commands.add(aliases=("contest",))(several({}))
    with pytest.raises(ValueError, match="is declared twice; choose another name"):
        commands.add(aliases=aliases)(several({}, name))


def test_one_command_too_many_for_the_platforms_is_refused() -> None:
    commands = filled(*(several({}, f"c{number}") for number in range(COMMANDS)))
    with pytest.raises(ValueError, match="at most 100 commands"):
        commands.add()(several({}))


def test_an_unknown_name_gives_the_nearest_best_first() -> None:
    commands = filled(*(several({}, name) for name in ("search", "senate", "seat", "sources", "privacy")))
    with pytest.raises(UnknownCommand) as caught:
        commands["senat"]
    assert caught.value.nearest[0] == "senate"
    assert set(caught.value.nearest) <= {"senate", "seat", "search"}


def test_a_name_near_to_nothing_gives_none() -> None:
    for name in ("xyz", "", "x" * 4096, "\x00", "ظفر"):
        with pytest.raises(UnknownCommand) as caught:
            filled(several({}))[name]
        assert caught.value.nearest == ()


def test_a_description_without_translation_is_the_declared_one() -> None:
    command = read(declared(text(), name="undeclared_anywhere"))
    assert described(command, texts("en")) == "Show it."
    assert described(command, texts("en"), command.options[0]) == "Name"


def test_commands_can_be_put_in_an_order_that_names_each_once() -> None:
    commands = Commands()
    for name in ("alpha", "beta"):
        commands.add()(_answering(name))
    commands.arrange("beta", "alpha")
    assert [command.name for command in commands] == ["beta", "alpha"]
    for wrong in (("alpha",), ("alpha", "beta", "gamma"), ("alpha", "alpha")):
        with pytest.raises(ValueError, match="names every command once"):
            commands.arrange(*wrong)


def _answering(name: str) -> Handler:
    async def answer(_request: Request, _services: None) -> Reply:
        """Answer."""
        return Reply(title=name)

    answer.__name__ = name
    return answer
