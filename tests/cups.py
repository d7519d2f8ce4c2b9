"""A CUPS of the tests' own: loopback, a free port, a throw-away directory, queues that write PDF files.

Documents take the real way: ``lp``, the scheduler, its filters, a printer that takes PDF. Nothing of the computer's own
printing is read or changed.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

INSTALL = "no CUPS found to print on; install it (Debian: apt-get install --no-install-recommends cups)"
_START_SECONDS = 30

_SERVER = """\
Listen 127.0.0.1:{port}
LogLevel warn
WebInterface No
Browsing Off
DefaultAuthType None
PreserveJobFiles No
PreserveJobHistory Yes
ErrorPolicy stop-printer
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """\
ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
FileDevice Yes
Sandboxing relaxed
SystemGroup {system}
User {user}
Group {group}
"""
_PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "COUNTER.PPD"
*Manufacturer: "Test"
*Product: "(Counter)"
*ModelName: "Counter"
*ShortNickName: "Counter"
*NickName: "Counter, takes PDF"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*Throughput: "1"
*TTRasterizer: Type42
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize A5/A5: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion A5/A5: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595.276 841.89"
*ImageableArea A5/A5: "0 0 420 595"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595.276 841.89"
*PaperDimension A5/A5: "420 595"
*OpenUI *InputSlot/Media Source: PickOne
*DefaultInputSlot: Upper
*InputSlot Lower/Lower tray: ""
*InputSlot Upper/Upper tray: ""
*CloseUI: *InputSlot
*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
*DefaultFont: Courier
"""


class CupsMissing(RuntimeError):
    """There is no CUPS to test on; tests that need it fail with how to install it."""


def find_scheduler() -> str:
    """The path of the scheduler, when everything that the tests use is there."""
    beyond = os.pathsep.join(filter(None, (os.environ.get("PATH"), "/usr/sbin", "/sbin")))
    for program in ("lp", "lpstat", "lpoptions", "cancel", "lpadmin", "cupsdisable", "cupsenable", "cupsreject"):
        if shutil.which(program, path=beyond) is None:
            raise CupsMissing(INSTALL)
    found = shutil.which("cupsd", path=beyond)
    if found is None:
        raise CupsMissing(INSTALL)
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class CupsServer:
    """One running scheduler, without queues at first. ``address`` is what ``CUPS_SERVER`` names."""

    def __init__(self) -> None:
        self._scheduler = find_scheduler()
        self.folder = Path(tempfile.mkdtemp(prefix="guitai-cups-"))
        self.address = f"127.0.0.1:{_free_port()}"
        self._process: subprocess.Popen[bytes] | None = None
        self._queues = 0
        try:
            self._furnish()
            self.start()
        except BaseException:
            self.stop()
            raise

    def _furnish(self) -> None:
        for name in ("etc/ppd", "spool/tmp", "cache", "run/certs", "log", "out"):
            (self.folder / name).mkdir(parents=True)
        account = pwd.getpwnam("lp") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        group = grp.getgrgid(account.pw_gid).gr_name
        system = "root" if os.geteuid() == 0 else group
        port = self.address.rpartition(":")[2]
        (self.folder / "etc" / "cupsd.conf").write_text(_SERVER.format(port=port))
        files = _FILES.format(folder=self.folder, user=account.pw_name, group=group, system=system)
        (self.folder / "etc" / "cups-files.conf").write_text(files)
        (self.folder / "counter.ppd").write_text(_PPD)
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid)

    def start(self) -> None:
        """Start the scheduler (again)."""
        etc = self.folder / "etc"
        command = [self._scheduler, "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf")]
        with (self.folder / "said").open("ab") as said:
            self._process = subprocess.Popen(command, stdout=said, stderr=said, cwd=self.folder)
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the test scheduler does not start:\n{self.log()}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        host, _, port = self.address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            return False
        return True

    def log(self) -> str:
        """What the scheduler has written."""
        files = (self.folder / "said", self.folder / "log" / "error")
        return "\n".join(file.read_text(errors="replace") for file in files if file.exists())

    def run(self, *command: str, given: bytes = b"") -> str:
        """A program of CUPS, on this server; what it says."""
        beyond = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
        environment = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C.UTF-8", "PATH": beyond}
        done = subprocess.run(list(command), input=given, capture_output=True, check=False, env=environment)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')}\n{self.log()}")
        return done.stdout.decode()

    def queue(self, *, device: str = "") -> Queue:
        """A new queue for a printer that takes PDF, writes it into a file, has two trays and prints on both sides."""
        self._queues += 1
        name = f"counter{self._queues}"
        out = self.folder / "out" / f"{name}.pdf"
        command = ["lpadmin", "-p", name, "-E", "-v", device or f"file://{out}", "-P", str(self.folder / "counter.ppd")]
        self.run(*command)
        return Queue(self, name, out)

    def spooled(self) -> list[Path]:
        """The documents that lie in the scheduler's own queue."""
        return sorted((self.folder / "spool").glob("d*"))

    def kill(self) -> None:
        """End the scheduler at once; ``start`` brings it back with its queues."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def stop(self) -> None:
        """End the scheduler and remove its directory."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Queue:
    """A printer of the test server; ``out`` is the last document that came out of it."""

    def __init__(self, server: CupsServer, name: str, out: Path) -> None:
        self._server = server
        self.name = name
        self.out = out

    def disable(self) -> None:
        """Stop the printer: it holds what it is given."""
        self._server.run("cupsdisable", "-r", "out of paper", self.name)

    def enable(self) -> None:
        """Start the printer again."""
        self._server.run("cupsenable", self.name)

    def reject(self) -> None:
        """Let the printer take nothing."""
        self._server.run("cupsreject", self.name)

    def remove(self) -> None:
        """Take the queue away."""
        self._server.run("lpadmin", "-x", self.name)

    def jobs(self) -> str:
        """What lists of jobs tell to everybody who looks."""
        return self._server.run("lpstat", "-l", "-W", "all", "-o", self.name)
