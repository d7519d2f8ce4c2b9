"""A day at the counter, done from outside: ``python3 -m tests.blackbox.drive PLAN.json`` under the system's Python.

It imports nothing of the program. It starts the program, types and points like a person, looks at the screens over the
accessibility bus, kills the program in the middle of an opening and goes on with it. What it found is printed as JSON.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.blackbox import eyes, hands
from tests.blackbox.eyes import wait_until
from tests.blackbox.opening import TYPED, open_account
from tests.blackbox.program import Plan, Program

CARD = "宋雅楠|女|汉|19980618|浙江省杭州市西湖区示例路66号|330106199806182845|杭州市公安局西湖分局|20200101|20300101"
NAME, MOBILE = "宋雅楠", "13857120011"


@contextmanager
def step(told: dict[str, Any], name: str) -> Iterator[None]:
    """Note how long a part took."""
    begun = time.monotonic()
    yield
    told.setdefault("seconds", {})[name] = round(time.monotonic() - begun, 1)


# what is done


def nameless(program: Program) -> list[str]:
    """Everything for the keyboard that the bus knows without a name."""
    found = []
    for seen in program.shown():
        labelled = any(
            r.get_relation_type() == eyes.Atspi.RelationType.LABELLED_BY for r in seen.node.get_relation_set()
        )
        if seen.has("FOCUSABLE") and seen.has("ENABLED") and not seen.name.strip() and not labelled:
            found.append(f"{seen.role} {seen.place}")
    return found


def begin_opening(program: Program, told: dict[str, Any]) -> None:
    """Code 1001, the card reader's line, the mobile number; not saved by any button."""
    program.go("1001")
    program.see("证件号码", "text")
    told["case"] = program.see(re.compile(r"^KH\d{14}$"), "label").name
    hands.write(CARD)
    hands.key("Return")
    program.see("姓名", "text", lambda seen: seen.text == NAME)
    hands.key("ctrl+Return")
    program.at("手机号码")
    hands.write(MOBILE)
    hands.key("Return")
    program.see("已全部保存", "label")


def resume(program: Program, told: dict[str, Any]) -> None:
    """The case that was open when the program was killed: found on the workbench, opened, complete."""
    cell = program.see(told["case"], "table cell")
    hands.press(cell.middle)
    hands.key("Return")
    program.see(told["case"], "label")
    told["kept"] = program.see("手机号码", "text", lambda seen: bool(seen.text)).text


def lock(program: Program, told: dict[str, Any]) -> None:
    """Ctrl+L covers everything; the password opens it again where it was."""
    hands.key("ctrl+l")
    program.see("密码", "password text", lambda seen: seen.has("FOCUSED"))
    program.gone(told["case"])
    told["locked shows"] = [seen.name for seen in program.shown() if NAME in seen.name or MOBILE in seen.text]
    hands.write("Falsches-Passwort-1")
    hands.key("Return")
    program.see(re.compile("密码"), "label", lambda seen: "误" in seen.name or "错" in seen.name)
    told["still locked"] = program.look("命令框", "text") is None
    hands.key("ctrl+a")
    hands.write(program.plan.people["teller"])
    hands.key("Return")
    program.see(told["case"], "label")


def approve(program: Program, told: dict[str, Any]) -> None:
    """The director approves the request that waits: F12, and it waits no longer."""
    program.go("3003")
    program.see(re.compile("^杭州示例商贸有限公司"), "table cell")
    program.see("同意", "push button", lambda seen: seen.has("ENABLED"))
    told["nameless"]["approvals"] = nameless(program)
    hands.key("F12")
    program.see("待我审批 0", "check box")
    told["approved"] = True


def print_paper(program: Program, told: dict[str, Any]) -> None:
    """A client by the initials of the name, a paper of hers, F9, and what the panel offers."""
    hands.key("F3")
    hands.write("lzx")
    program.see(re.compile("林梓萱"), "list item")
    hands.key("Return")
    cell = program.see("开户申请表（个人）", "table cell")
    hands.press(cell.middle)
    told["printed"] = program.see(re.compile(r"^KH\d{14}-02$"), "table cell").name
    told["nameless"]["client"] = nameless(program)
    hands.key("F9")
    program.see(re.compile("^打印机"), "text")
    told["nameless"]["printing"] = nameless(program)
    hands.key("F12")
    program.gone(re.compile("^打印机"), "text")


def paper_is_out(paper: Path) -> bool:
    """Whether the printer has put down a whole PDF."""
    return paper.exists() and b"%%EOF" in paper.read_bytes()[-1024:]


def main(arguments: list[str]) -> int:
    """Do what the plan says; the findings as one JSON object."""
    raw = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    plan = Plan(**{**raw, "log": Path(raw["log"]), "paper": Path(raw["paper"])})
    told: dict[str, Any] = {}
    hands.teach(CARD + TYPED)
    program = Program.started(plan)
    try:
        with step(told, "sign in"):
            told["called"] = program.called
            told["nameless"] = {"sign-in": nameless(program)}
            program.sign_in("teller")
            told["nameless"]["workbench"] = nameless(program)
        with step(told, "opening begun"):
            begin_opening(program, told)
            told["nameless"]["opening"] = nameless(program)
        with step(told, "killed and started again"):
            program.kill()
            program = Program.started(plan)
            program.sign_in("teller")
        with step(told, "resumed"):
            resume(program, told)
        with step(told, "locked"):
            lock(program, told)
        if plan.whole:
            with step(told, "opened"):
                open_account(program, told)
        with step(told, "approved"):
            program.sign_out()
            program.sign_in("director")
            approve(program, told)
        with step(told, "printed"):
            program.sign_out()
            program.sign_in("teller")
            print_paper(program, told)
            wait_until("the paper", lambda: paper_is_out(plan.paper))
    finally:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        program.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
