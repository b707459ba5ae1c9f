"""Every kind of question that the replay can speak."""

from bench.replay import choices, grids, texts
from bench.replay.coded import Conversion

CONVERSIONS: dict[str, Conversion] = {
    "single_choice": choices.SINGLE_CHOICE,
    "multi_choice": choices.MULTI_CHOICE,
    "yes_no": choices.YES_NO,
    "consent": choices.CONSENT,
    "scale": grids.SCALE,
    "matrix_single": grids.MATRIX,
    "ranking": grids.RANKING,
    "short_text": texts.SHORT_TEXT,
    "long_text": texts.LONG_TEXT,
    "text_list": texts.TEXT_LIST,
    "link": texts.LINK,
    "number": texts.NUMBER,
    "date": texts.DAY_OR_TIME,
    "time": texts.DAY_OR_TIME,
    "email": texts.DETAIL_LINE,
    "phone": texts.DETAIL_LINE,
    "name": texts.DETAIL_LINE,
    "postal_address": texts.ADDRESS,
    "statement": texts.STATEMENT,
}
