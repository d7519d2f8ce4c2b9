"""The words of the page that more than one part uses: titles of steps, labels of fields. Asked anew each time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.onboarding.steps import Step

translate = QCoreApplication.translate


def step_title(step: Step) -> str:
    """The step as the list names it."""
    return {
        Step.IDENTITY: translate("OpeningWords", "Identity"),
        Step.LICENCE: translate("OpeningWords", "Licence"),
        Step.PEOPLE: translate("OpeningWords", "Who acts for it"),
        Step.OWNERS: translate("OpeningWords", "Beneficial owners"),
        Step.CONTACT: translate("OpeningWords", "Client details"),
        Step.EDUCATION: translate("OpeningWords", "Risk education"),
        Step.QUESTIONNAIRE: translate("OpeningWords", "Questionnaire"),
        Step.RESULT: translate("OpeningWords", "Assessment result"),
        Step.DISCLOSURE: translate("OpeningWords", "Risk disclosure"),
        Step.CONSENT: translate("OpeningWords", "Agreements"),
        Step.RELATIONSHIP: translate("OpeningWords", "Service relationship"),
        Step.CUSTODY: translate("OpeningWords", "Custody bank"),
        Step.PASSWORD: translate("OpeningWords", "Password"),
        Step.REVIEW: translate("OpeningWords", "Review by the client"),
        Step.SIGNATURES: translate("OpeningWords", "Signatures"),
    }[step]


def field_label(name: str) -> str:
    """The label of a field; the field's own name for one without (a slip that a test catches)."""
    return {
        **_institution_labels(),
        "paper_kind": translate("OpeningWords", "Kind of paper"),
        "paper_number": translate("OpeningWords", "Paper number"),
        "name": translate("OpeningWords", "Name"),
        "sex": translate("OpeningWords", "Sex"),
        "birth_date": translate("OpeningWords", "Birth date"),
        "nationality": translate("OpeningWords", "Nationality"),
        "ethnicity": translate("OpeningWords", "Ethnicity"),
        "paper_issuer": translate("OpeningWords", "Issued by"),
        "paper_from": translate("OpeningWords", "Valid from"),
        "paper_until": translate("OpeningWords", "Valid until"),
        "paper_address": translate("OpeningWords", "Address on the paper"),
        "mobile": translate("OpeningWords", "Mobile"),
        "telephone": translate("OpeningWords", "Telephone"),
        "email": translate("OpeningWords", "E-mail"),
        "address": translate("OpeningWords", "Contact address"),
        "postcode": translate("OpeningWords", "Postcode"),
        "contact_way": translate("OpeningWords", "Contact later"),
        "occupation": translate("OpeningWords", "Occupation"),
        "employer": translate("OpeningWords", "Employer"),
        "education": translate("OpeningWords", "Education"),
        "income": translate("OpeningWords", "Yearly income"),
        "experience": translate("OpeningWords", "Investment experience"),
        "objective": translate("OpeningWords", "Investment objective"),
        "source_of_funds": translate("OpeningWords", "Source of funds"),
        "tax_residence": translate("OpeningWords", "Tax residence"),
        "tax_kind": translate("OpeningWords", "Kind of institution for tax"),
        "tax_name": translate("OpeningWords", "Name in Latin letters"),
        "tax_birth_place": translate("OpeningWords", "Place of birth"),
        "tax_address": translate("OpeningWords", "Present address in Latin letters"),
        "tax_numbers": translate("OpeningWords", "Places of tax residence with taxpayer numbers"),
        "tax_controllers": translate("OpeningWords", "Controlling persons and their tax residence"),
        "controller": translate("OpeningWords", "Who really controls the account"),
        "beneficiary": translate("OpeningWords", "Who really benefits"),
        "sh_a": translate("OpeningWords", "Shanghai A-share account"),
        "sh_a_number": translate("OpeningWords", "Number of the Shanghai account"),
        "sz_a": translate("OpeningWords", "Shenzhen A-share account"),
        "sz_a_number": translate("OpeningWords", "Number of the Shenzhen account"),
        "fund": translate("OpeningWords", "Open-end fund account"),
        "fund_number": translate("OpeningWords", "Number of the fund account"),
        "permissions": translate("OpeningWords", "Business of higher risk"),
        "withheld": translate("OpeningWords", "The client does not give"),
        "introducer": translate("OpeningWords", "Introducer or agent"),
        "education_modes": translate("OpeningWords", "How it was given"),
        "education_by": translate("OpeningWords", "Given by"),
        "education_at": translate("OpeningWords", "Given at"),
        "education_topics": translate("OpeningWords", "What it covered"),
        "education_authority": translate("OpeningWords", "Limits of authority of marketing staff explained"),
        "education_remark": translate("OpeningWords", "Remark"),
        "second_by": translate("OpeningWords", "Explained again by"),
        "second_at": translate("OpeningWords", "Explained again at"),
        "brought": translate("OpeningWords", "Brought by marketing staff"),
        "marketer": translate("OpeningWords", "Marketing staff member"),
        "booking_checked": translate("OpeningWords", "Booking as checked at the counter"),
        "bank": translate("OpeningWords", "Custody bank"),
        "bank_account": translate("OpeningWords", "Client's settlement account at the bank"),
    }.get(name, name)


def _institution_labels() -> dict[str, str]:
    paper = {
        "name": translate("OpeningWords", "Name"),
        "paper_kind": translate("OpeningWords", "Kind of paper"),
        "paper_number": translate("OpeningWords", "Paper number"),
        "paper_from": translate("OpeningWords", "Valid from"),
        "paper_until": translate("OpeningWords", "Valid until"),
    }
    people = {
        f"{who}_{name}": text for who in ("rep", "agent", "controller", "manager") for name, text in paper.items()
    }
    return {
        **people,
        "client_kind": translate("OpeningWords", "Client"),
        "licence_kind": translate("OpeningWords", "Kind of licence"),
        "institution_type": translate("OpeningWords", "Type of institution"),
        "institution_size": translate("OpeningWords", "Size"),
        "scope": translate("OpeningWords", "Scope of business"),
        "comes": translate("OpeningWords", "Comes to the counter"),
        "agent_post": translate("OpeningWords", "Post"),
        "agent_not_staff": translate("OpeningWords", "Not the member of the marketing staff"),
        "letter_number": translate("OpeningWords", "Number of the letter"),
        "letter_from": translate("OpeningWords", "Letter valid from"),
        "letter_until": translate("OpeningWords", "Letter valid until"),
        "letter_scope": translate("OpeningWords", "What the letter covers"),
        "seals": translate("OpeningWords", "Seals whose impressions are kept"),
        "owners": translate("OpeningWords", "Holders and their shares"),
        "controller_how": translate("OpeningWords", "How"),
        "manager_post": translate("OpeningWords", "Post"),
    }


def yes_no() -> tuple[tuple[str, str], tuple[str, str]]:
    """The stored values and words of yes and no."""
    return ("yes", translate("OpeningWords", "Yes")), ("no", translate("OpeningWords", "No"))
