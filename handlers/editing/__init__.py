"""What editors do: short forms and dossiers become previews, previews revisions; corrections, undoing, rights."""

from handlers.editing import correcting, forms, pushing, team

__all__ = ["correcting", "forms", "pushing", "team"]
