"""Closing an opening: the papers are made, signed, sealed and archived, the client registered - or nothing is (OP-6).

The papers take seconds to make, so they are made before the transaction, from the version of the case that was seen;
the transaction is refused when the case has changed meanwhile. Document files are written before the commit: a file
without a row is swept up at the next start, a row without a file cannot be.
"""

from __future__ import annotations

from datetime import datetime

from app.archive import filing
from app.archive.filing import PAPER, Made, ink_of
from app.archive.press import PressedForm, Signing
from app.clients import credentials
from app.clients import storage as clients
from app.clients.domain import INSTITUTION_PAPER, Client, ClientKind, Market, NewClient
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import mask_account, new_id
from app.custody import storage as custody
from app.disclosure import storage as disclosure
from app.disclosure.domain import SectionReading
from app.due_diligence import storage as due_diligence
from app.institutions import storage as institutions
from app.institutions.domain import Basis, Institution
from app.onboarding import after, making, storage
from app.onboarding.draft import Status
from app.onboarding.facts import ContentsLine
from app.onboarding.fields import ACCOUNT_MARKETS
from app.onboarding.judged import INK, SCAN, Judged, judge
from app.onboarding.on_paper import OnPaper
from app.onboarding.steps import incomplete, is_institution, need_complete, person_key, read_forms, signer_name
from app.onboarding.tax_fields import INSTITUTION_TAX_FORM, STATED, TAX_FORM
from app.onboarding.view import OpeningReceipt, ReceiptDocument
from app.permissions import storage as permissions
from app.relationship import storage as relationship
from app.storage.db import Writing
from app.suitability import domain as suitability
from app.suitability import storage as assessments

MARKETS = {"sh_a": Market.SHANGHAI_A, "sz_a": Market.SHENZHEN_A, "fund": Market.FUND}


class Completion(OnPaper):
    """The last step of the opening."""

    def complete(self, actor: Actor, case_number: str) -> OpeningReceipt:
        """Close the case: all papers, the client, the accounts, the custody tie, the relationship, in one transaction.

        Refused: ``opening.incomplete`` (``steps``: which are missing), ``opening.not_open``,
        ``opening.changed_elsewhere``, ``archive.seal_not_valid``, ``clients.same_paper``.
        Takes seconds: run it off the window's thread.
        """
        actor.need(Right.COUNTER)
        judged = self._judged(actor, case_number)
        need_complete(judged.draft, judged.steps)
        made = [self._make(judged, form_id) for form_id in making.forms_of(judged.sources)]
        with self.db.write(actor) as tx:
            now = judge(tx.conn, storage.load(tx.conn, case_number, lock=True), self.surface)
            if now.draft.version != judged.draft.version:
                raise Refused("opening.changed_elsewhere", number=case_number)
            need_complete(now.draft, now.steps)
            client = self._register_client(tx, now)
            made.append(self._index(now, client, made))
            for paper in made:
                self._archive(tx, now, client, paper)
            self._open_accounts(tx, now, client)
            self._register_acts(tx, now, client)
            after.follow(tx, now, client)
            storage.finish(tx.conn, now.draft, Status.COMPLETED, tx.at, client.id)
            tx.audit(
                "opening.completed", "opening", case_number,
                after={"client": client.number,
                       "documents": {m.pressed.number: m.pressed.content_sha256 for m in made}},
            )  # fmt: skip
            receipt = self._receipt(tx, now, client, made)
        self.surface.secrets.drop(case_number)
        return receipt

    def _make(self, judged: Judged, form_id: str) -> Made:
        facts = making.make_facts(judged.sources, form_id)
        if facts is None:
            raise Refused("opening.form_not_ready", form=form_id)
        pressed = self.surface.press.press(form_id, facts)
        capture = judged.sources.capture(f"signature:{form_id}")
        if capture is not None and SCAN in capture.value:
            self.blobs.get(capture.value[SCAN])  # a paper that is damaged or gone is not filed
            return Made(pressed, capture.value[SCAN], capture.value["pages"], PAPER)
        signing = None
        if "client" in self.surface.press.info(form_id).signers and capture is not None:
            signing = Signing(
                signer_name(judged.entered), ink_of(capture.value[INK]), capture.at, capture.witness, capture.station
            )
        return self._seal(pressed, signing)

    def _seal(self, pressed: PressedForm, signing: Signing | None) -> Made:
        return filing.seal(self.surface.press, self.blobs, pressed, signing)

    def _index(self, judged: Judged, client: Client, made: list[Made]) -> Made:
        """《客户资料清单》, made last because it lists the others (AR-1)."""
        info = self.surface.press.info
        lines = tuple(
            ContentsLine(
                m.pressed.number, m.pressed.title, m.pressed.form_version, m.pages,
                max(1, len(info(m.pressed.form_id).copies)), m.pressed.content_sha256,
            )
            for m in made
        )  # fmt: skip
        facts = making.contents_facts(judged.sources, client.number, lines)
        return self._seal(self.surface.press.press("contents", facts), None)

    def _register_client(self, tx: Writing, judged: Judged) -> Client:
        get = judged.entered.get
        institution = is_institution(judged.entered)
        names = ("telephone", "email", "postcode", "employer", "contact_way")
        codes = ("occupation", "education", "income", "experience", "objective", "source_of_funds", "tax_residence")
        new = NewClient(
            name=get("name"),
            paper_kind=INSTITUTION_PAPER if institution else str(get("paper_kind").value),
            paper_number=get("paper_number"),
            sex=get("sex"),
            birth_date=get("birth_date"),
            nationality=get("nationality"),
            ethnicity=get("ethnicity"),
            paper_issuer=get("paper_issuer"),
            paper_from=get("paper_from"),
            paper_until=get("paper_until", None),
            paper_address=get("paper_address"),
            mobile=get("mobile"),
            address=get("address"),
            controller=get("controller") or (_controllers(judged) if institution else "本人"),
            beneficiary=get("beneficiary") or (_owner_names(judged) if institution else "本人"),
            kind=ClientKind.INSTITUTION if institution else ClientKind.INDIVIDUAL,
            **{name: get(name) for name in (*names, *codes)},
        )
        client = clients.add_client(tx.conn, new, tx.at)
        if institution:
            institutions.add(tx.conn, _institution(judged, client, tx.at))
        self._keep_statement(tx, judged, client)
        hashed = self.surface.secrets.get(judged.draft.case_number, person_key(judged.entered))
        if hashed is None:
            raise incomplete("password")
        credentials.set_password(tx.conn, client.id, hashed, tx.at)
        for market in ACCOUNT_MARKETS:
            if get(market) == "existing":
                clients.list_account(tx.conn, client.id, MARKETS[market], get(f"{market}_number"))
        return client

    def _keep_statement(self, tx: Writing, judged: Judged, client: Client) -> None:
        """The signed statement of tax residence; none means no opening (KY-3)."""
        statement = judged.entered.get(STATED, None)
        if statement is None:
            raise incomplete("contact")
        form_id = INSTITUTION_TAX_FORM if is_institution(judged.entered) else TAX_FORM
        due_diligence.add_statement(
            tx.conn, statement, id_=new_id(), client_id=client.id, case_number=judged.draft.case_number,
            document_number=making.document_number(judged.draft.case_number, form_id), at=tx.at,
        )  # fmt: skip

    def _archive(self, tx: Writing, judged: Judged, client: Client, made: Made) -> None:
        filing.enter(tx, self.surface.press, made, case_number=judged.draft.case_number, client_id=client.id)

    def _open_accounts(self, tx: Writing, judged: Judged, client: Client) -> None:
        """The fund account with its one custody bank (CU-1); the first one is the main one."""
        draft, get = judged.draft, judged.entered.get
        account = custody.open_fund_account(
            tx.conn,
            client_id=client.id,
            number=draft.fund_account,
            at=tx.at,
            most=judged.policy.max_fund_accounts,
        )
        custody.tie(
            tx.conn, fund_account_id=account.id, bank=get("bank"), bank_account=get("bank_account"),
            document_number=making.document_number(draft.case_number, "custody"), at=tx.at,
        )  # fmt: skip
        clients.set_fund_account(tx.conn, client.id, draft.fund_account, branch_day(tx.at))

    def _register_acts(self, tx: Writing, judged: Judged, client: Client) -> None:
        draft, around, policy = judged.draft, judged.around, judged.policy
        score, answers = around.score, judged.sources.capture("answers")
        if score is None or answers is None:
            raise incomplete("questionnaire")
        day = branch_day(answers.at)
        assessments.add(
            tx.conn,
            suitability.Assessment(
                id=new_id(), client_id=client.id, case_number=draft.case_number, policy_version=score.policy_version,
                answers=making.answers_of(answers), per_question=score.per_question, total=score.total,
                level=score.level, marks=tuple(answers.value.get("marks", ())),
                assessed_at=answers.at,
                valid_until=suitability.valid_until(day, policy.questionnaire.validity_months),
                document_number=making.document_number(draft.case_number, "assessment"), replaces=None,
                pack=policy.questionnaire.pack,
            ),
        )  # fmt: skip
        clients.set_level(tx.conn, client.id, score.level_label)
        for form_id in read_forms(judged.entered, policy):
            read, confirmed = judged.sources.capture(f"read:{form_id}"), judged.sources.capture(f"confirmed:{form_id}")
            if read is None or confirmed is None:
                raise incomplete("disclosure")
            version = self.surface.press.info(form_id).version
            disclosure.add_readings(
                tx.conn,
                [
                    SectionReading(
                        case_number=draft.case_number,
                        form_id=form_id,
                        form_version=version,
                        section_id=section,
                        seconds=int(seconds),
                        confirmed_at=confirmed.at,
                    )
                    for section, seconds in read.value.items()
                ],
            )
        for permission in judged.entered.get("permissions", ()) or ():
            permissions.open_permission(
                tx.conn, client_id=client.id, permission=permission, level=score.level,
                experience=judged.entered.get("experience"), by=draft.opened_by, at=tx.at,
                document_number=making.document_number(draft.case_number, policy.disclosure_for(permission)),
            )  # fmt: skip
        marketer = judged.sources.marketer
        if judged.entered.get("brought") == "yes" and marketer is not None:
            relationship.confirm(
                tx.conn, client_id=client.id, staff_id=marketer.id,
                booking_number=draft.booking_number if judged.entered.get("booking_checked") == "booked" else "",
                verified_by=draft.opened_by,
                document_number=making.document_number(draft.case_number, "relationship"), at=tx.at,
            )  # fmt: skip

    def _receipt(self, tx: Writing, judged: Judged, client: Client, made: list[Made]) -> OpeningReceipt:
        get, policy, score = judged.entered.get, judged.policy, judged.around.score
        info = self.surface.press.info
        return OpeningReceipt(
            case_number=judged.draft.case_number,
            client_id=client.id,
            client_number=client.number,
            client_name=client.name,
            fund_account=judged.draft.fund_account,
            accounts=tuple(
                (policy.label("account_kinds", m), get(f"{m}_number") if get(m) == "existing" else "")
                for m in ACCOUNT_MARKETS
                if get(m)
            ),
            permissions=tuple(policy.label("permissions", p) for p in get("permissions", ()) or ()),
            bank=policy.label("banks", get("bank")),
            bank_account_masked=mask_account(get("bank_account")),
            level_label=score.level_label if score is not None else "",
            total=score.total if score is not None else 0,
            completed_at=tx.at,
            documents=tuple(
                ReceiptDocument(
                    m.pressed.number, m.pressed.form_id, m.pressed.title, m.pages,
                    info(m.pressed.form_id).copies, m.pressed.content_sha256, m.file_sha256,
                )
                for m in made
            ),
        )  # fmt: skip


def _controllers(judged: Judged) -> str:
    """Who controls an institution otherwise than by shares; empty when nobody does."""
    return "、".join(one.name for one in judged.entered.get("beneficial_owners") if one.basis is Basis.CONTROL)


def _owner_names(judged: Judged) -> str:
    return "、".join(one.name for one in judged.entered.get("beneficial_owners"))


def _institution(judged: Judged, client: Client, at: datetime) -> Institution:
    get = judged.entered.get
    people = tuple(one for one in (get("representative", None), get("agent", None)) if one)
    return Institution(
        client_id=client.id, licence_kind=get("licence_kind"), type=get("institution_type"),
        size=get("institution_size"), scope=get("scope"), people=people, holders=get("owners"),
        owners=get("beneficial_owners"), seals=get("seals"), case_number=judged.draft.case_number, registered_at=at,
    )  # fmt: skip
