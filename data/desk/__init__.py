"""The desk: what was accepted (revisions) and what was said (cards issued), behind one asynchronous class."""

from data.desk.desk import Desk
from data.desk.values import Issued, Revision

__all__ = ["Desk", "Issued", "Revision"]
