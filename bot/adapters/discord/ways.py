"""How an answer gets to Discord: what has no picture was written once, and goes out as it is."""

from __future__ import annotations

import discord
from discord import InteractionResponseType
from discord.http import MultipartParameters
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.adapters.discord.answering import Answer
from bot.adapters.discord.callbacks import Written
from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.render import MESSAGE, UPDATE, opening, written
from bot.messages import Reply

NOBODY = discord.AllowedMentions.none()

LATER, LATER_ALONE, LATER_HERE = (
    Written({"type": 5}),
    Written({"type": 5, "data": {"flags": 64}}),
    Written({"type": 6}),
)
"""The deferrals: the answer comes in a message, in one for the asker alone, in the message that was pressed on."""


async def begin(client: discord.Client, interaction: int, token: str, body: Written) -> int | None:
    """Say a first word to an interaction, and give the id of the message it became where the body asks for it."""
    said = await async_context.get().create_interaction_response(
        interaction,
        token,
        session=client.http._HTTPClient__session,  # type: ignore[attr-defined]  # noqa: SLF001  # as discord.py's own way has it
        params=MultipartParameters(body, [], None),
    )
    message = said["interaction"].get("response_message_id")
    return int(message) if message else None


def begun(interaction: Interaction, body: Written) -> None:
    """Let an interaction know its first word, which did not go through it."""
    interaction.response._response_type = InteractionResponseType(body["type"])  # noqa: SLF001  # it asks this when asked whether it is done


async def open_with(interaction: Interaction, answer: Answer, *, told: bool) -> int | None:
    """Answer for the first time, in a message of its own; give its id where it is `told`."""
    if answer.png is None:
        body = opening(answer.reply, kind=MESSAGE, rtl=answer.texts.rtl, told=told)
        message = await begin(interaction.client, interaction.id, interaction.token, body)
        begun(interaction, body)
        return message
    shown = answer.message()
    sent = await interaction.response.send_message(
        view=shown.view, files=shown.files, ephemeral=answer.reply.private, allowed_mentions=NOBODY
    )
    return sent.message_id


async def put(interaction: Interaction, answer: Answer) -> int | None:
    """Show an answer in the message that stands: the deferred one, or the one that was pressed on. Give its id."""
    if interaction.response.is_done():
        return await _followed(interaction, answer)
    if answer.png is None:
        body = opening(answer.reply, kind=UPDATE, rtl=answer.texts.rtl, told=False)
        await begin(interaction.client, interaction.id, interaction.token, body)
        begun(interaction, body)
    else:
        shown = answer.message()
        await interaction.response.edit_message(view=shown.view, attachments=shown.files, allowed_mentions=NOBODY)
    return interaction.message.id if interaction.message is not None else None


async def _followed(interaction: Interaction, answer: Answer) -> int:
    if answer.png is None:
        shown = await async_context.get().edit_original_interaction_response(
            interaction.application_id,
            interaction.token,
            session=interaction._session,  # noqa: SLF001  # as above
            payload=written(answer.reply, rtl=answer.texts.rtl),
        )
        return int(shown["id"])
    message = answer.message()
    sent = await interaction.edit_original_response(
        view=message.view, attachments=message.files, allowed_mentions=NOBODY
    )
    return sent.id


async def again(client: discord.Client, callbacks: AsyncWebhookAdapter, token: str, reply: Reply, *, rtl: bool) -> None:
    """Show a text in the message an interaction became, within its 15 minutes: also one that one person alone sees."""
    await callbacks.edit_original_interaction_response(
        client.application_id or 0,
        token,
        session=client.http._HTTPClient__session,  # type: ignore[attr-defined]  # noqa: SLF001  # as above
        payload=written(reply, rtl=rtl),
    )


async def whisper(interaction: Interaction, answer: Answer) -> None:
    """Tell the asker alone."""
    shown = answer.message()
    send = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
    await send(view=shown.view, files=shown.files, ephemeral=True, allowed_mentions=NOBODY)
