"""The use cases of complaints as one service: taking in, working on, looking, counting (CP-1 to CP-3)."""

from __future__ import annotations

from app.complaints.calling_back import CallingBack
from app.complaints.ending import Ending
from app.complaints.looking import Looking
from app.complaints.statistics import Statistics
from app.complaints.taking_in import TakingIn
from app.complaints.working import Working


class ComplaintService(TakingIn, Working, CallingBack, Ending, Looking, Statistics):
    """All that windows and commands may ask of complaints."""
