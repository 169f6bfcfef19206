"""A `Picture` value made visible: an SVG card, its PNG from one worker process, and blocks for a terminal."""

from bot.pictures.blocks import blocks
from bot.pictures.draw import svg
from bot.pictures.painter import Painter, PictureError

__all__ = ["Painter", "PictureError", "blocks", "svg"]
