"""A window of PySide6 with the program's fonts and one line of text, for whoever measures from outside.

The folder of the fonts may be given: frozen, it does not lie beside them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


def main() -> None:
    """Show it until somebody ends the process."""
    application = QApplication(sys.argv[:1])
    fonts = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "resources" / "fonts"
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(fonts / name))
    application.setFont(QFont("Noto Sans SC", 14))
    window = QMainWindow()
    window.setCentralWidget(QLabel("柜台 " * 20))
    window.resize(1366, 768)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
