"""What a domain's records tell other mail servers about its mail, in words that help: SPF, DKIM, DMARC."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms_app.domain.sentences import N_, Sentence

UNKNOWN = N_("The records of %(place)s could not be looked up just now. Try again in a minute.")
SPF_NONE = N_("SPF: %(place)s has no record. Add one that names your mail server; your provider says which words.")
SPF_TWICE = N_("SPF: %(place)s has more than one record, and then none counts. Make one of them.")
SPF_NOBODY = N_("SPF: the record of %(place)s says that nobody may send for it (-all alone). Add your mail server.")
SPF_ALL = N_(
    "SPF: the record of %(place)s lets everybody send for it (+all) and so is worth nothing. End it with ~all."
)
SPF_THERE = N_("SPF: %(place)s has a record. Whether it names your mail server only a mail that arrives can tell.")
DMARC_NONE = N_("DMARC: %(place)s has no record. Large providers ask for one; v=DMARC1; p=none is a beginning.")
DMARC_WRONG = N_("DMARC: the record at %(place)s has no p=none, p=quarantine or p=reject, so nobody reads it.")
DMARC_THERE = N_("DMARC: the record at %(place)s is fine.")
DKIM_NONE = N_("DKIM: there is no record at %(place)s, so nobody can verify the signature. Add v=DKIM1 with this key:")
DKIM_OTHER = N_("DKIM: the record at %(place)s holds another key than the one mails are signed with. It should be:")
DKIM_GONE = N_("DKIM: the record at %(place)s says that the key was withdrawn. It should be:")
DKIM_THERE = N_("DKIM: the record at %(place)s fits the key that mails are signed with.")
DKIM_ELSEWHERE = N_("DKIM: mails are not signed here. Your mail server may sign them; ask your provider.")


@dataclass(frozen=True)
class Finding:
    sentence: Sentence
    is_fine: bool
    record: str = ""  # as it should be


def unknown(place: str) -> Finding:
    return Finding(Sentence(UNKNOWN, {"place": place}), False)


def look_at_spf(place: str, texts: Sequence[str]) -> Finding:
    """RFC 7208."""
    found = [text for text in texts if text.casefold().split(" ")[0] == "v=spf1"]
    if not found:
        return _finding(SPF_NONE, place)
    if len(found) > 1:
        return _finding(SPF_TWICE, place)
    terms = found[0].casefold().split()[1:]
    if {"+all", "all"} & set(terms):
        return _finding(SPF_ALL, place)
    if not [term for term in terms if not term.endswith("all") and not term.startswith("exp=")]:
        return _finding(SPF_NOBODY, place)
    return _finding(SPF_THERE, place, is_fine=True)


def look_at_dmarc(place: str, texts: Sequence[str]) -> Finding:
    """RFC 7489, 6.3."""
    found = [_tags(text) for text in texts if re.match(r"v\s*=\s*DMARC1\s*(;|$)", text)]
    if len(found) != 1:
        return _finding(DMARC_NONE, place)
    is_fine = found[0].get("p", "").casefold() in ("none", "quarantine", "reject")
    return _finding(DMARC_THERE if is_fine else DMARC_WRONG, place, is_fine=is_fine)


def look_at_dkim(place: str, texts: Sequence[str], *, key: str, algorithm: str) -> Finding:
    """RFC 6376, 3.6.1; key: the public one in base64."""
    wanted = f"v=DKIM1; k={algorithm}; p={key}"
    keys = [_tags(text)["p"] for text in texts if "p" in _tags(text)]
    if not keys:
        return _finding(DKIM_NONE, place, record=wanted)
    if key in ("".join(one.split()) for one in keys):
        return _finding(DKIM_THERE, place, is_fine=True)
    return _finding(DKIM_OTHER if any(keys) else DKIM_GONE, place, record=wanted)


def _finding(words: str, place: str, *, is_fine: bool = False, record: str = "") -> Finding:
    return Finding(Sentence(words, {"place": place}), is_fine, record)


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip(): value.strip() for name, _equals, value in pairs}
