"""What pages need of the customer display, as a port: a test gives its own."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance

from ui.customer_display.prompts import Prompt


class ClientDisplay(Protocol):
    """The second window as the page uses it: ``ui.customer_display.display.CustomerDisplay``."""

    # ruff: noqa: D102 - each is told of at the display
    @property
    def prompt(self) -> Prompt: ...
    @property
    def answered(self) -> SignalInstance: ...
    @property
    def went_back(self) -> SignalInstance: ...
    @property
    def section_read(self) -> SignalInstance: ...
    @property
    def confirmed(self) -> SignalInstance: ...
    @property
    def password_entered(self) -> SignalInstance: ...
    @property
    def signed(self) -> SignalInstance: ...
    @property
    def progressed(self) -> SignalInstance: ...

    def show_prompt(self, prompt: Prompt) -> None: ...
    def set_large_type(self, large_type: bool) -> None: ...
