"""The desk: what was accepted, what was said where, what is due, and who may do what, behind one asynchronous class."""

from data.desk.desk import Desk
from data.desk.values import Chat, Delivery, Editor, Entry, Issued, Posting, Revision, Settings

__all__ = ["Chat", "Delivery", "Desk", "Editor", "Entry", "Issued", "Posting", "Revision", "Settings"]
